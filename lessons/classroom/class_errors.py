"""What a class does not allow, and whom."""


class ClassError(ValueError):
    """What a class does not allow. Its message is a sentence for learners."""


class NotTheTeacherError(PermissionError):
    """Somebody without the teacher's secret asked for what is the teacher's."""


class ElsewhereError(ClassError):
    """Another server than this one has the class, if there is one: its code begins with another letter."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.code = code
