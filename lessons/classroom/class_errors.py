"""What a class does not allow, and whom."""


class ClassError(ValueError):
    """What a class does not allow. Its message is a sentence for learners."""


class NotTheTeacherError(PermissionError):
    """Somebody without the teacher's secret asked for what is the teacher's."""
