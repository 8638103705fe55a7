"""Run the command line by ``python -m headunit``."""

from headunit.cli.start import main

if __name__ == "__main__":
    main()
