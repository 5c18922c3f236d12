"""The script that Streamlit runs for each session and each rerun; started through `app.py`."""

# The renderer's worker processes import this file as well, under another name, and need nothing of it.
if __name__ == "__main__":
    from ui.page import main

    main()
