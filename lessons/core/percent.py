"""A share in per cent, as it is written: one that is not all or nothing is never said to be."""


def percent(share: float, digits: int = 1) -> str:
    """A share in per cent.

    Parameters
    ----------
    share : float in [0, 1]
    digits : int, after the point

    Returns
    -------
    str : "40.3%"; "> 99.9%" and "< 0.1%" where it would round to all or nothing; "100%" and "0%" where it is that
    """
    if share in (0, 1):
        return f"{share:.0%}"
    least = 10.0**-digits
    text = f"{share:.{digits}%}"
    if text == f"{0:.{digits}%}":
        return f"< {least:.{digits}f}%"
    return f"> {100 - least:.{digits}f}%" if text == f"{1:.{digits}%}" else text


def alike(correlation: float) -> str:
    """How alike two things are by a correlation: 100% is the same order, 0% no more than by chance, or less."""
    return percent(round(max(correlation, 0.0), 4), 0)
