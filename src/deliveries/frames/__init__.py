"""Tidy pandas frames with documented columns and dtypes, for Python and notebooks.

Convention: quantities are ``float64`` in their unit, NaN where nothing is planned or known; with
``exact=True`` they are `fractions.Fraction` in an ``object`` column, None for NaN. Names are
``string``, absent names ``<NA>``.
"""

from deliveries.frames.scheduled import comparison_frame, measures_frame, schedule_frame
from deliveries.frames.tidy import tidy_frame

__all__ = ["comparison_frame", "measures_frame", "schedule_frame", "tidy_frame"]
