"""The command line: options in, text out, exit codes. The only room that prints, writes or exits."""
