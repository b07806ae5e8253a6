"""Tidy pandas frames with documented columns and dtypes, for Python and notebooks."""

from deliveries.frames.scheduled import comparison_frame, measures_frame, schedule_frame
from deliveries.frames.tidy import tidy_frame

__all__ = ["comparison_frame", "measures_frame", "schedule_frame", "tidy_frame"]
