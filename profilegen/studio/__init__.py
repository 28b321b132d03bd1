"""The studio: where students write, draw, record and choose in their own browser, and never see YAML."""
