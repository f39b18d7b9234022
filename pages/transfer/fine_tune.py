"""Fine-tune: four ways to train on the same pictures, one or several side by side, and what more pictures would bring."""

from functools import partial

import streamlit as st

from lessons.catalog import lesson
from lessons.figures.training_charts import arms_chart
from lessons.texts import counted, words
from lessons.texts.questions.fine_tune import fine_tune_questions
from lessons.texts.studio_snippets import OLD_AUGMENTATION_CODE, transfer_code
from lessons.training.suited import suited_settings
from pages.shared.frame.keeping import keep_switch
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.session.dataset_choice import dataset_choice, show_dataset
from pages.shared.session.job_panel import curves, say_what_trains, start_job, watch_job
from pages.shared.session.own_pictures import is_of_earlier_pictures
from pages.shared.session.session_networks import best, runs, take, taken, title
from pages.shared.session.state import epochs_of
from pages.shared.session.test_set_lock import looks
from pages.transfer.parts.advisor import advisor
from pages.transfer.parts.more_pictures import more_pictures
from pages.transfer.parts.training_choice import preview, training_choice

SETS = ["textures", "faces", "digits", "drawings"]


def show_learning(step):
    """The curves of the arms so far."""
    histories = {title(arm): arm.history for arm in step.earlier}
    if histories:
        show_chart(arms_chart(histories | {"now": step.history}, epochs_of("fine_tune")), key="fine_tune_live_arms")
    else:
        curves(step.history, epochs_of("fine_tune"), key="fine_tune_live")


def compare(results, dataset):
    st.header("What came of it")
    st.dataframe(
        [
            {
                "way to train": title(run),
                "learned": f"{run.learned_parameters:,}",
                "frozen": f"{run.frozen_parameters:,}",
                "pictures": run.pictures,
                "epochs": len(run.history),
                "seconds": round(run.seconds, 1),
                "training": f"{run.kept.accuracy:.1%}",
                "validation": f"{run.validation_report.accuracy:.1%}",
            }
            | ({"kept epoch": run.kept.number} if any(some.kept_earlier for some in results) else {})
            for run in results
        ],
        hide_index=True,
    )
    if len(results) > 1:
        epochs = max(run.settings.total_epochs for run in results)
        histories, kept = ({title(run): getattr(run, part) for run in results} for part in ("history", "kept"))
        st.markdown(show_chart(arms_chart(histories, epochs, kept), key="fine_tune_arms_chart"))
        names = [title(run) for run in results]
        name = st.selectbox("Take this one on", names, names.index(title(taken())), key="fine_tune_taken")
        take(results[names.index(name)])
    run = taken()
    ended = "stopped, in" if run.stopped else "in"
    curves(run.history, run.settings.total_epochs, key="fine_tune_curves", fine_from=run.head_epochs, kept=run.kept)
    if run.kept_earlier:
        st.markdown(words("fine_tune", "kept", kept=run.kept.number, epochs=len(run.history)))
    st.markdown(
        words(
            "fine_tune",
            "result",
            title=title(run),
            data=run.data,
            ended=ended,
            seconds=run.seconds,
            device=run.device,
            best=title(best(results)),
        )
    )
    times = counted(looks(run), "time")
    st.markdown(words("fine_tune", "touched" if looks(run) else "untouched", times=times))
    if is_of_earlier_pictures(run):
        st.warning(words("fine_tune", "earlier"), icon=":material/history:")
    elif dataset is not None and run.fingerprint != dataset.fingerprint:
        st.info(words("fine_tune", "other_data", data=run.data, chosen=dataset.title), icon=":material/history:")
    judge = lesson("judge")
    st.page_link(judge.page, label="Judge it on pictures that it never saw", icon=judge.icon)


st.markdown(words("fine_tune", "opening"))
st.header("The pictures to learn from")
dataset = dataset_choice(SETS, key="fine_tune")
if dataset is not None:
    show_dataset(dataset, key="fine_tune")
st.header("How to train")
if dataset is not None:
    advisor(dataset, key="fine_tune")
suited = suited_settings(dataset)
choices = training_choice(suited, key="fine_tune")
if dataset is not None and choices:
    preview(dataset, choices[0].augmentation, choices[0].image_size, choices[0].seed)
if st.button("Train", type="primary", icon=":material/play_arrow:", key="fine_tune_train", disabled=not (dataset and choices)):
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    epochs = max(choice.total_epochs for choice in choices)
    start_job(fit_arms, choices, dataset, key="fine_tune", epochs=epochs, received=partial(with_pictures, dataset))
if not choices:
    st.info("Choose at least one way to train.", icon=":material/touch_app:")
watch_job(key="fine_tune", live=show_learning)
if runs():
    compare(runs(), dataset)
    keep_switch(key="fine_tune")
else:
    say_what_trains()
if dataset is not None:
    more_pictures(choices, dataset)
st.header("The same in Keras")
settings = choices[-1] if choices else suited
code_panel(transfer_code(settings), key="fine_tune")
with st.expander("What older articles write", icon=":material/history:"):
    st.markdown(words("fine_tune", "old_code"))
    st.code(OLD_AUGMENTATION_CODE, language="python")
st.header("Check yourself")
quiz(fine_tune_questions(settings, classes=len(dataset.labels) if dataset else 2), key="fine_tune")
st.header("Summary")
st.markdown(words("fine_tune", "summary"))
