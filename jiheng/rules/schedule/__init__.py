"""项目实施进度表: planned and actual dates, and which document's date counts."""
