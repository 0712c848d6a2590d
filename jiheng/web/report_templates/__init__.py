"""Report templates of an organisation's own: uploaded, tried out, withdrawn, and the fields they may use."""
