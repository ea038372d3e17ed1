"""`python -m terreau` is the same door as the command `terreau`."""

from terreau.cli.main import run

if __name__ == "__main__":
    run()
