"""Page: no warehouse to show, and what to run. Shown alone, in place of all others."""

from __future__ import annotations

from typing import cast

import streamlit as st

from app.i18n import say
from app.warehouse import Inspection


def show_page() -> None:
    inspection = cast(Inspection, st.session_state["inspection"])
    st.title(say(f"setup.{inspection.state}.title"))
    st.write(say(f"setup.{inspection.state}.words"))
    st.caption(say("setup.path"))
    st.code(str(inspection.path), language=None)
    if inspection.detail:
        st.caption(say(f"setup.{inspection.state}.detail"))
        st.code(inspection.detail, language=None, wrap_lines=True)
    st.subheader(say("setup.what_to_run"))
    st.write(say("setup.refresh_bundled"))
    st.code("make refresh", language="shell")
    st.write(say("setup.refresh_own"))
    st.code(f"juesuan refresh FOLDER --warehouse {inspection.path}", language="shell", wrap_lines=True)
    st.write(say("setup.after"))
    st.button(say("setup.look_again"), icon=":material/refresh:", type="primary")


show_page()
