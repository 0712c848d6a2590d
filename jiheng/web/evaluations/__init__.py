"""绩效评价: an evaluation prepared on the page or in Excel, checked, sent for review, approved."""
