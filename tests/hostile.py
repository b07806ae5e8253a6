"""Names that a file format could take for something else than a name."""

NAMES = (
    "=1+1", "+x", "-x", "@x", "<script>alert(1)</script>", "a|b", "*b*", "_c_", "`d`", "# e",
    "1. f", "2) g", "- h", "[i](j)", "![k](l)", "a\tb", "a\nb", "~~m~~", "&amp;", "\\", "$n$",
    "<!-- r", "<div s",
    "> o", "A!B1", "' p '", '"q"', "https://a.example/x_y_z?a=b&c=d", "\u202er", "_x0041_",
)  # fmt: skip
