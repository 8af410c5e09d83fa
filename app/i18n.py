"""The interface in Chinese and English: which language is on, its words, and titles taken from the dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import streamlit as st

from app.texts import TEXTS

Language = Literal["zh", "en"]

LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}
LANGUAGE_PARAMETER = "lang"


def current_language() -> Language:
    """The language of this session; Chinese until somebody chooses otherwise."""
    return cast(Language, st.session_state.get("choice_lang", "zh"))


def adopt_language_from_url() -> None:
    """Take the language of a shared link. A page switch drops the parameter: then the session's choice stays."""
    asked = st.query_params.get(LANGUAGE_PARAMETER)
    if asked in LANGUAGE_NAMES and asked != st.session_state.get("seen_lang"):
        st.session_state["choice_lang"] = asked
        st.session_state["language_switch"] = asked


def show_language_switch() -> None:
    """The switch in the sidebar. It is drawn on every page, so its state outlives them."""
    st.session_state.setdefault("language_switch", current_language())
    chosen: Language | None = st.segmented_control(
        "语言 · Language",
        options=list(LANGUAGE_NAMES),
        format_func=lambda code: LANGUAGE_NAMES[code],
        key="language_switch",
        required=True,
    )
    language = chosen or current_language()
    st.session_state["choice_lang"] = language
    st.session_state["seen_lang"] = language
    st.query_params[LANGUAGE_PARAMETER] = language


def say(key: str, **values: Any) -> str:
    """The words of a key in the language that is on, with its values filled in; `{wan}` is what 万元 is called."""
    language = 0 if current_language() == "zh" else 1
    return TEXTS[key][language].format(wan=TEXTS["unit_name.万元"][language], **values)


def say_code(prefix: str, code: str | None) -> str:
    """The words of a code from the warehouse (a status, a severity …); an unknown code is shown as it is."""
    if code is None:
        return ""
    return say(f"{prefix}.{code}") if f"{prefix}.{code}" in TEXTS else code


def title_of(row: Mapping[str, Any], stem: str = "title") -> str:
    """The `…_zh` or `…_en` column of a row, the other language where one is empty."""
    first, second = ("zh", "en") if current_language() == "zh" else ("en", "zh")
    return str(row.get(f"{stem}_{first}") or row.get(f"{stem}_{second}") or "")
