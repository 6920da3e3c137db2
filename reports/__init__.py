"""What is handed out: papers, ledgers, signatures and their verification."""
