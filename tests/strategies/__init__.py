"""Random case files: plain values that are valid by construction, and the text of a file of them.

Scenarios come first, and the request asks for at least what they bring; what a change makes of a
scenario is looked at with the oracle's own reading, and only what fits is kept.
"""

from tests.strategies.files import CaseFile, case_files, saved

__all__ = ["CaseFile", "case_files", "saved"]
