"""What mail servers write when a mail comes back: Postfix, Exchange, a provider, and others."""

POSTFIX = """\
Return-Path: <>
Received: by mx.example.vn (Postfix) id 4F2C91E0B7; Mon,  9 Nov 2026 09:00:12 +0700 (+07)
Date: Mon,  9 Nov 2026 09:00:12 +0700 (+07)
From: MAILER-DAEMON@mx.example.vn (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: returns@ecms.example.vn
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9D31A1E0B3.1762653612/mx.example.vn"
Content-Transfer-Encoding: 8bit
Message-Id: <20261109020012.4F2C91E0B7@mx.example.vn>

This is a MIME-encapsulated message.

--9D31A1E0B3.1762653612/mx.example.vn
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.vn.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<giam@example.vn>: host mail.example.vn[203.0.113.7] said: {code} {words} (in reply to RCPT TO)

--9D31A1E0B3.1762653612/mx.example.vn
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn
X-Postfix-Queue-ID: 9D31A1E0B3
X-Postfix-Sender: rfc822; returns@ecms.example.vn
Arrival-Date: Mon,  9 Nov 2026 09:00:10 +0700 (+07)

Final-Recipient: rfc822; giam@example.vn
Original-Recipient: rfc822;giam@example.vn
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.vn
Diagnostic-Code: smtp; {code} {status} {words}

--9D31A1E0B3.1762653612/mx.example.vn
Content-Description: Undelivered Message
Content-Type: message/rfc822
Content-Transfer-Encoding: 8bit

Return-Path: <returns@ecms.example.vn>
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
Content-Transfer-Encoding: 8bit
Subject: ECMS: =?utf-8?q?Qu=C3=A1_h=E1=BA=A1n?=
From: ECMS <ecms@ecms.example.vn>
To: giam@example.vn
Date: Mon, 09 Nov 2026 02:00:09 -0000
Message-ID: <{mark}>
Auto-Submitted: auto-generated

Quá hạn.

--9D31A1E0B3.1762653612/mx.example.vn--
"""

EXCHANGE = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@so.example.vn>
To: <returns@ecms.example.vn>
Date: Mon, 9 Nov 2026 09:00:14 +0700
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="0d9c4f6e-2f3b-4a5e-9a9b-4d0f7b0a1c11"
Content-Language: vi-VN
Message-ID: <e0d8c7b2-9d52@so.example.vn>
In-Reply-To: <{mark}>
References: <{mark}>
Subject: =?utf-8?B?S2jDtG5nIGfhu61pIMSRxrDhu6Nj?=
MIME-Version: 1.0

--0d9c4f6e-2f3b-4a5e-9a9b-4d0f7b0a1c11
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGh0bWw+S2jDtG5nIGfhu61pIMSRxrDhu6NjPC9odG1sPg==

--0d9c4f6e-2f3b-4a5e-9a9b-4d0f7b0a1c11
Content-Type: message/delivery-status

Reporting-MTA: dns;mb01.so.example.vn

Final-recipient: RFC822;giam@example.vn
Action: failed
Status: 5.1.10
Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not
 found by SMTP address lookup
X-Display-Name: giam@example.vn

--0d9c4f6e-2f3b-4a5e-9a9b-4d0f7b0a1c11
Content-Type: text/rfc822-headers

From: ECMS <ecms@ecms.example.vn>
To: giam@example.vn

--0d9c4f6e-2f3b-4a5e-9a9b-4d0f7b0a1c11--
"""

TWO_RECIPIENTS = """\
From: mailer-daemon@relay.example.vn
To: returns@ecms.example.vn
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"
MIME-Version: 1.0

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.vn

Final-Recipient: rfc822; copy@example.vn
Action: delivered
Status: 2.0.0

Final-Recipient: rfc822; giam@example.vn
Action: failed
Status: 5.0.0

--b1
Content-Type: text/rfc822-headers

Message-ID:
 <{mark}>
--b1--
"""

OUT_OF_OFFICE = """\
From: giam@example.vn
To: ecms@ecms.example.vn
Subject: Automatic reply
In-Reply-To: <{mark}>
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

Tôi đi công tác đến ngày 20/11. Status: 5.1.1, Action: failed.
"""


def postfix(mark, *, action="failed", status="5.1.1", code=550, words="User unknown"):
    """As Postfix writes it."""
    text = POSTFIX.format(mark=mark, action=action, status=status, code=code, words=words)
    return text.encode()
