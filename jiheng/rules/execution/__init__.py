"""项目预算执行情况表: release documents, lines in seven dimensions, summaries that add up to the cent."""
