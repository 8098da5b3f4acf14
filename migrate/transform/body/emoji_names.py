"""Names of emoji as Hugo knows them: those of GitHub.

The package `emoji` also has the names of the Unicode standard and of other services, which Hugo shows as they are
written. Checked against Hugo 0.168.
"""

from functools import cache

__all__ = ["emoji_names"]

_NEWEST = 15
"""Emoji of later versions have no name there yet."""
_ELSEWHERE = """
    _1 a_button_blood_type ab_button_blood_type airplane_arriving atm_sign b_button_blood_type back_arrow
    badminton_racquet_and_shuttlecock bald biohazard_sign black_circle_for_record
    black_left_pointing_double_triangle_with_vertical_bar black_right_pointing_double_triangle_with_vertical_bar
    black_right_pointing_triangle_with_double_vertical_bar black_square_for_stop circled_m cl_button
    cloud_with_tornado compression cool_button cricket_bat_and_ball crow curly_hair dagger_knife
    derelict_house_building dotted_six_pointed_star double_vertical_bar dove_of_peace down_left_arrow
    down_right_arrow e_mail egg2 eight_oclock eight_pointed_star eight_thirty eject_symbol eleven_oclock
    eleven_thirty emoji_modifier_fitzpatrick_type_1_2 emoji_modifier_fitzpatrick_type_3
    emoji_modifier_fitzpatrick_type_4 emoji_modifier_fitzpatrick_type_5 emoji_modifier_fitzpatrick_type_6 end_arrow
    face_with_crossed_out_eyes fast_forward_button field_hockey_stick_and_ball five_oclock five_thirty four_oclock
    four_thirty frame_with_picture free_button front_facing_baby_chick globe_showing_americas
    globe_showing_asia_australia globe_showing_europe_africa golfer harambe hear_no_evil_monkey
    heavy_heart_exclamation_mark_ornament helmet_with_white_cross high_heeled_shoe high_speed_train house_buildings
    hugging_face ice_hockey_stick_and_puck id_button japanese_acceptable_button japanese_application_button
    japanese_bargain_button japanese_congratulations_button japanese_discount_button japanese_dolls
    japanese_free_of_charge_button japanese_here_button japanese_monthly_amount_button japanese_no_vacancy_button
    japanese_not_free_of_charge_button japanese_open_for_business_button japanese_passing_grade_button
    japanese_post_office japanese_prohibited_button japanese_reserved_button japanese_secret_button
    japanese_service_charge_button japanese_symbol_for_beginner japanese_vacancy_button knocked_out_face
    left_facing_fist lion_face lower_left_ballpoint_pen lower_left_crayon lower_left_fountain_pen
    lower_left_paintbrush man_gesturing_no man_gesturing_ok man_in_business_suit_levitating map_of_japan
    menorah_with_nine_branches mens_room new_button ng_button nine_oclock nine_thirty non_potable_water
    o_button_blood_type ok_button om_symbol on!_arrow on_arrow one_oclock one_thirty p_button person_gesturing_no
    person_gesturing_ok person_with_ball person_with_blond_hair person_with_pouting_face racing_motorcycle
    radioactive_sign raised_hand_with_part_between_middle_and_ring_fingers raven red_hair rescue_workers_helmet
    reversed_hand_with_middle_finger_extended right_facing_fist robot_face rolled_up_newspaper rook santa_claus
    scales scorpio see_no_evil_monkey seven_oclock seven_thirty six_oclock six_thirty sleeping_accommodation
    sleuth_or_spy smiling_cat_with_heart_eyes smiling_face_with_heart_eyes snow_capped_mountain soon_arrow
    sos_button speak_no_evil_monkey speaking_head_in_silhouette spiral_calendar_pad spiral_note_pad t_rex t_shirt
    table_tennis_paddle_and_ball tear_off_calendar ten ten_oclock ten_thirty three_button_mouse three_oclock
    three_thirty thunder_cloud_and_rain top_arrow twelve_oclock twelve_thirty two_hump_camel two_oclock two_thirty
    unicorn_face up_button up_down_arrow up_left_arrow up_right_arrow vs_button waving_black_flag waving_white_flag
    weight_lifter white_frowning_face white_hair white_sun_behind_cloud white_sun_behind_cloud_with_rain
    white_sun_with_small_cloud wind_blowing_face woman_gesturing_no woman_gesturing_ok womans_boot womans_sandal
    womens_room
    """
"""Names that only other services know."""
_OF_UNICODE = """
    badminton balance_scale biohazard black_bird black_flag clamp cloud_with_lightning_and_rain collision
    computer_mouse crayon cricket_game dagger derelict_house detective dolphin dove e-mail eject_button field_hockey
    fountain_pen framed_picture frowning_face gorilla honeybee houses ice_hockey lady_beetle lion memo menorah
    middle_finger motorcycle next_track_button non-potable_water om open_book paintbrush pause_button paw_prints pen
    ping_pong play_or_pause_button police_officer radioactive raised_hand record_button robot sailboat speaking_head
    spiral_calendar spiral_notepad stop_button sun_behind_large_cloud sun_behind_rain_cloud sun_behind_small_cloud
    tangerine telephone tornado unicorn vulcan_salute waxing_gibbous_moon white_flag wind_face woman_dancing
    woman_with_veil
    """
"""Names of the standard that GitHub has beside its own for the same character."""


@cache
def emoji_names() -> dict[str, str]:
    """Return name → character; read once, where a site asks for it."""
    from emoji import EMOJI_DATA

    names: dict[str, str] = {}
    elsewhere, of_unicode = frozenset(_ELSEWHERE.split()), frozenset(_OF_UNICODE.split())
    for character, data in EMOJI_DATA.items():
        for alias in data.get("alias", ()):
            names.setdefault(str(alias).strip(":"), character)
    # The names of the standard fill the gaps, and a character that came later than the first emoji takes its own name
    # over from the older one that was called so before.
    for character, data in EMOJI_DATA.items():
        name = str(data["en"]).strip(":")
        if data.get("alias") and name not in of_unicode and name not in names:
            continue
        if data["E"] > _NEWEST:
            continue
        if data["E"] > 1:
            names[name] = character
        else:
            names.setdefault(name, character)
    return {name: character for name, character in names.items() if name not in elsewhere and _is_plain(name)}


def _is_plain(name: str) -> bool:
    return name == name.lower() and "_skin_tone" not in name and not name.startswith("flag_for_")
