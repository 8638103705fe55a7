"""Run the command line by ``python -m headunit``."""

from headunit.cli.main import main

if __name__ == "__main__":
    main()
