"""`python -m greenroom`."""
from greenroom.cli.main import main

main()
