"""Choices that outlive a page and travel in the address: document, statement, line, measure …

A choice is kept in three places: the widget on the page, the session (a page switch clears widgets), and the query
parameter of the same name (so that an address can be shared). An address that changed since it was last written is
a link somebody followed, and wins.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence

import streamlit as st


def choose(
    name: str,
    label: str,
    options: Sequence[str],
    describe: Callable[[str], str],
    *,
    default: str | None = None,
    help_text: str | None = None,
) -> str:
    """A select box whose choice is remembered under `name`. `options` must not be empty."""
    words = {option: describe(option) for option in options}
    key = _settle(name, words, default)
    chosen = st.selectbox(label, list(words), format_func=lambda option: words[option], key=key, help=help_text)
    return _remember(name, chosen)


def choose_from_list(
    name: str, label: str, options: Sequence[str], describe: Callable[[str], str], captions: Sequence[str]
) -> str:
    """As `choose`, with every option in the open and a caption below each: for sentences that want to be read."""
    words = {option: describe(option) for option in options}
    key = _settle(name, words, None)
    chosen = st.radio(
        label,
        list(words),
        format_func=lambda option: words[option],
        captions=captions,
        key=key,
        label_visibility="collapsed",
    )
    return _remember(name, chosen or options[0])


def choose_mode(name: str, label: str, modes: Mapping[str, str]) -> str:
    """As `choose`, of two or three ways to look at a page, by segments side by side."""
    key = _settle(name, modes, None)
    chosen = st.segmented_control(label, list(modes), format_func=lambda mode: modes[mode], key=key, required=True)
    return _remember(name, chosen or next(iter(modes)))


def _settle(name: str, words: Mapping[str, str], default: str | None) -> str:
    """Put the remembered choice into the widget of these options; the widget's key."""
    key = _widget_key(name, list(words.values()))
    wish = st.session_state.pop(_wish_key(name), None) or _new_address(name)
    drawn, remembered = st.session_state.get(key), st.session_state.get(_choice_key(name))
    # Set on every run: on another page the same key is another widget and would start with its first option.
    first = next(iter(words))
    st.session_state[key] = next(option for option in (wish, drawn, remembered, default, first) if option in words)
    return key


def _remember(name: str, chosen: str) -> str:
    st.session_state[_choice_key(name)] = chosen
    st.session_state[_seen_key(name)] = chosen
    if st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen


def set_choice(name: str, value: str) -> None:
    """Choose on behalf of the reader (a cell clicked in a grid), with effect when the select box is drawn next."""
    st.session_state[_wish_key(name)] = value
    st.session_state[_seen_key(name)] = st.query_params.get(name)


def remember_choice(name: str, value: str) -> None:
    """Choose for other pages: this one does not show the choice."""
    st.session_state[_choice_key(name)] = value


def remembered_choice(name: str) -> str | None:
    """The address's wish if it is new, else what was chosen before on any page."""
    return _new_address(name) or st.session_state.get(_choice_key(name))


def _new_address(name: str) -> str | None:
    asked = st.query_params.get(name)
    return asked if asked != st.session_state.get(_seen_key(name)) else None


def _widget_key(name: str, words: Sequence[str]) -> str:
    # A widget sends back the words it shows: other words (another language, another page) are another widget.
    return f"pick_{name}_{zlib.crc32('|'.join(words).encode()):08x}"


def _choice_key(name: str) -> str:
    return f"choice_{name}"


def _seen_key(name: str) -> str:
    return f"seen_{name}"


def _wish_key(name: str) -> str:
    return f"wish_{name}"
