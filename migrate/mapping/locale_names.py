"""Names of locales as Contentful's own list has them: ``German (Austria)``. Used where nobody has named a language."""

from collections.abc import Mapping

__all__ = ["locale_name"]

_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "ms": "Malay", "nb": "Norwegian Bokmål", "nl": "Dutch", "nn": "Norwegian Nynorsk",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_PARTS: Mapping[str, str] = {
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland",
    "CN": "China", "CZ": "Czech Republic", "DE": "Germany", "DK": "Denmark", "ES": "Spain", "FI": "Finland",
    "FR": "France", "GB": "United Kingdom", "HK": "Hong Kong", "Hans": "Simplified", "Hant": "Traditional",
    "IE": "Ireland", "IL": "Israel", "IN": "India", "IT": "Italy", "JP": "Japan", "KR": "South Korea", "MX": "Mexico",
    "NL": "Netherlands", "NO": "Norway", "NZ": "New Zealand", "PL": "Poland", "PT": "Portugal", "RU": "Russia",
    "SE": "Sweden", "SG": "Singapore", "TR": "Türkiye", "TW": "Taiwan", "UA": "Ukraine", "US": "United States",
    "ZA": "South Africa",
}  # fmt: skip


def locale_name(code: str) -> str:
    """Return the name of a locale code such as ``en-US``; the code itself when a part of it is not known."""
    language, *parts = code.split("-")
    names = [_PARTS.get(part, "") for part in parts]
    if language not in _LANGUAGES or "" in names:
        return code
    return f"{_LANGUAGES[language]} ({', '.join(names)})" if names else _LANGUAGES[language]
