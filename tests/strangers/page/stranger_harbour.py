"""Tools of a harbour."""


def sail(knots: float) -> float:
    """Sail at a speed."""
    return knots
