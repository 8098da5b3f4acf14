"""English names of common locale codes, for the default locale of a new space."""

__all__ = ["locale_name"]

_NAMES = {
    "de": "German", "de-AT": "German (Austria)", "de-CH": "German (Switzerland)", "de-DE": "German (Germany)",
    "en": "English", "en-AU": "English (Australia)", "en-CA": "English (Canada)",
    "en-GB": "English (United Kingdom)", "en-US": "English (United States)", "es": "Spanish",
    "es-ES": "Spanish (Spain)", "fr": "French", "fr-FR": "French (France)", "it": "Italian", "it-IT": "Italian (Italy)",
    "ja": "Japanese", "ja-JP": "Japanese (Japan)", "nl": "Dutch", "nl-NL": "Dutch (Netherlands)", "pt": "Portuguese",
    "pt-BR": "Portuguese (Brazil)", "zh": "Chinese", "zh-CN": "Chinese (China)",
}  # fmt: skip


def locale_name(code: str) -> str:
    """Return the name of a locale code, or the code itself when it has no entry."""
    return _NAMES.get(code, code)
