"""What an owner of a locked radio is told: advice for what it shows, answers to questions, a checklist.  Pure."""
