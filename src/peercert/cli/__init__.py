"""The command line: one thin module a command, imported when it is called."""
