"""python -m peercert: the same as the command peercert."""

from peercert.cli import main

main()
