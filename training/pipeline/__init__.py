"""All stages in one go, as the window starts them: `python -m training pipeline FOLDER`."""
