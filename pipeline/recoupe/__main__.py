"""`python -m recoupe` is the command `recoupe`."""

from recoupe.cli import app

if __name__ == "__main__":
    app(prog_name="recoupe")
