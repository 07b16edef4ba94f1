"""Violations: from a finding to a fine that was paid and a remedy that was carried out.

Owns the sanction decrees as data (instruments, provisions, competence, deadlines), the rules
that compute with them (``law.rules``, pure), and the violation case with its sanction
decision, payment, remedies and appeal.

Vocabulary: *instrument* = a decree with its validity; *provision* = one act with one bracket in
one decree; *frame* (khung tiền phạt) = lowest and highest fine for the party, doubled where the
law doubles; *worksheet* = the computation of a fine with its reasoning; *signatory* = a title
whose competence covers every act of the case.
"""
