"""Reports: schedules and comparisons as neutral sheets, bars, notes and records."""
