"""What a person is told when no screen of theirs is open: push, mail, digests, receipts."""
