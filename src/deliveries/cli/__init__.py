"""The command line: options in, text out. The only room that prints, writes or exits."""
