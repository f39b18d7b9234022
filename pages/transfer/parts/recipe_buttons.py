"""What older articles do, one press each: it sets the controls, and says what that changes and why."""

import streamlit as st

from lessons.texts import words
from lessons.texts.old_recipes import OLD_RECIPES
from pages.shared.lesson.stage import say_later


def recipe_buttons():
    """Show them. A recipe whose controls stand as it wants them is marked."""
    st.markdown(words("fine_tune", "recipes"))
    for number, recipe in enumerate(OLD_RECIPES):
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            stands = all(st.session_state.get(control) == value for control, value in recipe.values.items())
            st.button(
                recipe.name,
                icon=":material/check:" if stands else ":material/history_edu:",
                type="primary" if stands else "secondary",
                key=f"fine_tune_recipe_{number}",
                on_click=_set,
                args=(recipe,),
                width=290,
            )
            st.markdown(recipe.look)
    st.markdown(words("fine_tune", "compile_again"))


def _set(recipe):
    st.session_state.update(recipe.values)
    say_later(f"{recipe.name}: set up. Now press Train.")
