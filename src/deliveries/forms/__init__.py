"""Values in every form that the command line writes, for it, for Python and for notebooks.

Nothing is imported here: an export needs none of the reports, and start-up is a feature.
"""
