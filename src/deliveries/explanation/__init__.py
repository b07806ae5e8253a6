"""Explains how a number came to be, step by step, as one would write it on a blackboard.

Convention: a step has a label and, where something is reckoned, an equation whose right side is its
value. Every equation can be worked out by itself, and the last of them are the cells of the tables.
"""

from deliveries.explanation.model import Explanation, Ratio, Section, Step, Term
from deliveries.explanation.steps import explain

__all__ = ["Explanation", "Ratio", "Section", "Step", "Term", "explain"]
