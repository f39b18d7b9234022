"""A vote in class counts for the learner like an answer on the lesson's page, once it is closed."""

from pages.shared.session.class_seat import tell_slip
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import note_answer, note_found

_NOTED = "class_votes"  # on the desk: (class, turn) -> whether the first vote was right


def note_vote(code, vote, choice, question):
    """Note what a learner has voted for: the first vote as the first answer, a right second one as found after others.

    Parameters
    ----------
    code : str, of the class
    vote : lessons.classroom.vote.VoteSnapshot
    choice : int, the option that the learner has voted for in its last round, or None
    question : lessons.texts.questions.Question that was asked
    """
    if vote.is_open or choice is None:
        return
    slug, number, turn = vote.asked.slug, vote.asked.number, (code, vote.turn)
    chosen, noted = question.choices[choice], desk().get(_NOTED, {})
    right = chosen.text == question.right.text
    if turn not in noted:
        desk()[_NOTED] = {**noted, turn: right}
        note_answer(slug, number, right, 0)
        if not right:
            tell_slip(slug, number, chosen)
    elif right and not noted[turn]:
        desk()[_NOTED] = {**noted, turn: True}
        note_found(slug, number)
