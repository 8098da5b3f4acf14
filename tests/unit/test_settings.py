"""Settings: precedence, half-named targets, secrets."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError
from migrate.plan.policy import OnConflict
from migrate.settings import Settings, load_settings


def load(tmp_path: Path, environ: dict[str, str] | None = None, needs_target: bool = True, **flags: object) -> Settings:
    """Load settings with nothing from outside."""
    return load_settings(flags, environ=environ or {}, folder=tmp_path, needs_target=needs_target)


def test_defaults_are_the_rehearsal_space(tmp_path: Path) -> None:
    """With nothing set, the target is the space that ships inside."""
    settings = load(tmp_path)
    assert settings.in_rehearsal
    assert settings.target.rehearsal
    assert settings.target.environment == "master"


def test_flags_beat_environment_beats_file(tmp_path: Path) -> None:
    """Each source wins over the one below it."""
    (tmp_path / "migrate.toml").write_text('space = "file"\nenvironment = "file"\nhost = "https://file.example"\n')
    environ = {"CONTENTFUL_SPACE_ID": "env", "CONTENTFUL_ENVIRONMENT_ID": "env", "CONTENTFUL_MANAGEMENT_TOKEN": "t"}
    settings = load(tmp_path, environ, space="flag", environment=None)
    assert (settings.space, settings.environment, settings.host) == ("flag", "env", "https://file.example")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"CONTENTFUL_MANAGEMENT_TOKEN": "t"}, "no space"),
        ({"CONTENTFUL_SPACE_ID": "s"}, "no token"),
        (
            {"CONTENTFUL_SPACE_ID": "s", "CONTENTFUL_MANAGEMENT_TOKEN": "t", "CONTENTFUL_HOST": "http://example.com"},
            "plain http",
        ),
        (
            {"CONTENTFUL_SPACE_ID": "s", "CONTENTFUL_MANAGEMENT_TOKEN": "t", "CONTENTFUL_HOST": "example.com"},
            "is no host",
        ),
    ],
)
def test_half_a_target_is_refused(tmp_path: Path, environ: dict[str, str], words: str) -> None:
    """A target that is named in part is an error with exit code 4 and a hint."""
    with pytest.raises(ConfigurationError, match=words) as caught:
        load(tmp_path, environ)
    assert caught.value.hint
    assert caught.value.exit_code == 4


def test_export_needs_no_token(tmp_path: Path) -> None:
    """A verb that talks to no space takes the space id alone."""
    settings = load(tmp_path, needs_target=False, space="awp")
    assert settings.target.space == "awp"


def test_local_server_needs_no_token(tmp_path: Path) -> None:
    """A loopback host gets a token that any rehearsal server takes."""
    settings = load(tmp_path, {"CONTENTFUL_HOST": "http://127.0.0.1:8000"}, space="rehearsal")
    assert settings.token is not None


def test_token_is_not_shown(tmp_path: Path) -> None:
    """Neither repr, str nor an error shows the token."""
    secret = "CFPAT-very-secret"
    settings = load(tmp_path, {"CONTENTFUL_MANAGEMENT_TOKEN": secret, "CONTENTFUL_SPACE_ID": "s"})
    assert secret not in repr(settings) + str(settings) + settings.model_dump_json()
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, {"CONTENTFUL_MANAGEMENT_TOKEN": secret, "CONTENTFUL_SPACE_ID": "s"}, rate_share="no")
    assert secret not in str(caught.value) + repr(caught.value.__cause__)


def test_token_file(tmp_path: Path) -> None:
    """A token file is read and stripped; a missing one is an error that names it."""
    (tmp_path / "token").write_text("abc\n")
    settings = load(tmp_path, space="s", token_file=tmp_path / "token")
    assert settings.token is not None
    assert settings.token.get_secret_value() == "abc"
    with pytest.raises(ConfigurationError, match="missing"):
        load(tmp_path, space="s", token_file=tmp_path / "missing")


def test_a_token_in_the_settings_file_is_refused(tmp_path: Path) -> None:
    """The file is shared, so it may not hold the token."""
    (tmp_path / "migrate.toml").write_text('token = "abc"\n')
    with pytest.raises(ConfigurationError, match=r"does not belong") as caught:
        load(tmp_path)
    assert "abc" not in str(caught.value)


def test_unknown_setting_names_the_known_ones(tmp_path: Path) -> None:
    """A typing error in the file is told with what would be right."""
    (tmp_path / "migrate.toml").write_text('spcae = "x"\n')
    with pytest.raises(ConfigurationError, match=r"spcae is no setting") as caught:
        load(tmp_path)
    assert "space" in caught.value.hint


def test_broken_settings_file(tmp_path: Path) -> None:
    """A file that is no TOML is told by its name."""
    (tmp_path / "migrate.toml").write_text("= x\n")
    with pytest.raises(ConfigurationError, match=r"migrate\.toml"):
        load(tmp_path)


def test_now_can_be_fixed(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH decides what is future and expired."""
    settings = load(tmp_path, {"SOURCE_DATE_EPOCH": "1480000000"})
    assert settings.now == datetime.fromtimestamp(1480000000, UTC)
    with pytest.raises(ConfigurationError, match="SOURCE_DATE_EPOCH"):
        load(tmp_path, {"SOURCE_DATE_EPOCH": "soon"})


def test_conflict_policy_is_checked(tmp_path: Path) -> None:
    """A policy is one of the three words."""
    assert load(tmp_path, on_conflict="ours").on_conflict is OnConflict.OURS
    with pytest.raises(ConfigurationError, match="--on-conflict"):
        load(tmp_path, on_conflict="mine")
