"""Words for limitation, explanation, decision, competence and cautions.

Message id -> (Vietnamese, English). Read by ``sentences`` only.
"""

CASE: dict[str, tuple[str, str]] = {
    "limitation.ended": (
        (
            "Thời hiệu xử phạt {value} năm tính từ ngày chấm dứt hành vi ({start}), ngày "
            "cuối cùng là {end} (khoản 1 Điều 6 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "The limitation of {value} year(s) runs from the end of the act ({start}); the "
            "last day is {end} (Art. 6(1) of the Law on Handling of Administrative "
            "Violations)."
        ),
    ),
    "limitation.ongoing": (
        (
            "Thời hiệu xử phạt {value} năm tính từ ngày phát hiện hành vi đang thực hiện "
            "({start}), ngày cuối cùng là {end} (khoản 1 Điều 6 Luật Xử lý vi phạm hành "
            "chính)."
        ),
        (
            "The limitation of {value} year(s) runs from the discovery of the act still "
            "going on ({start}); the last day is {end} (Art. 6(1) of the Law on Handling of"
            " Administrative Violations)."
        ),
    ),
    "limitation.expired": (
        (
            "Ngày {decided} đã hết thời hiệu xử phạt: không ra quyết định xử phạt, nhưng "
            "vẫn có thể tịch thu tang vật và áp dụng biện pháp khắc phục hậu quả (Điều 65 "
            "Luật Xử lý vi phạm hành chính)."
        ),
        (
            "On {decided} the limitation has expired: no sanction decision, though "
            "confiscation and remedial measures remain possible (Art. 65 of the Law on "
            "Handling of Administrative Violations)."
        ),
    ),
    "explanation.yes": (
        (
            "Có quyền giải trình (khoản 1 Điều 61 Luật Xử lý vi phạm hành chính): mức tối "
            "đa của khung là {max_vnd}, từ ngưỡng {threshold_vnd} trở lên."
        ),
        (
            "There is a right to explain (Art. 61(1) of the Law on Handling of "
            "Administrative Violations): the highest fine of the frame is {max_vnd}, at or "
            "above {threshold_vnd}."
        ),
    ),
    "explanation.licence": (
        (
            "Có quyền giải trình (khoản 1 Điều 61 Luật Xử lý vi phạm hành chính): hành vi "
            "bị áp dụng hình thức tước quyền sử dụng giấy phép, chứng chỉ hành nghề hoặc "
            "đình chỉ hoạt động."
        ),
        (
            "There is a right to explain (Art. 61(1) of the Law on Handling of "
            "Administrative Violations): a licence or certificate may be withdrawn or an "
            "activity suspended."
        ),
    ),
    "explanation.no": (
        (
            "Không thuộc trường hợp được giải trình (khoản 1 Điều 61 Luật Xử lý vi phạm "
            "hành chính): mức tối đa của khung là {max_vnd}, dưới ngưỡng {threshold_vnd}."
        ),
        (
            "There is no right to explain (Art. 61(1) of the Law on Handling of "
            "Administrative Violations): the highest fine of the frame is {max_vnd}, below "
            "{threshold_vnd}."
        ),
    ),
    "explanation.until": (
        (
            "Gửi văn bản giải trình chậm nhất ngày {written}; yêu cầu giải trình trực tiếp "
            "chậm nhất ngày {hearing} (Điều 61 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "Written explanation by {written}; a hearing must be requested by {hearing} "
            "(Art. 61 of the Law on Handling of Administrative Violations)."
        ),
    ),
    "decision.due": (
        (
            "Biên bản lập ngày {minutes}: ra quyết định xử phạt chậm nhất ngày {due} (khoản"
            " 1 Điều 66 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "Minutes of {minutes}: the decision must be issued by {due} (Art. 66(1) of the "
            "Law on Handling of Administrative Violations)."
        ),
    ),
    "competence.some": (
        (
            "Thẩm quyền xét theo mức tối đa của khung từng hành vi (cao nhất {max_vnd}), "
            "hình thức xử phạt bổ sung và biện pháp khắc phục hậu quả, tại ngày {decided} "
            "(Điều 52 Luật Xử lý vi phạm hành chính): {n} chức danh có thẩm quyền."
        ),
        (
            "Competence is tested on the highest fine of the frame of each act (at most "
            "{max_vnd}), on additional sanctions and remedies, on {decided} (Art. 52 of the"
            " Law on Handling of Administrative Violations); titles that are competent: "
            "{n}."
        ),
    ),
    "competence.none": (
        (
            "Tại ngày {decided}, không có chức danh nào trong bảng thẩm quyền được xử phạt "
            "toàn bộ hành vi (cao nhất {max_vnd}): chuyển hồ sơ đến người có thẩm quyền "
            "(Điều 52 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "On {decided} no title in the competence table may sanction all acts (at most "
            "{max_vnd}): transfer the file to the competent person (Art. 52 of the Law on "
            "Handling of Administrative Violations)."
        ),
    ),
    "competence.expulsion": (
        (
            "Hình thức trục xuất thuộc thẩm quyền của cơ quan công an: chuyển hồ sơ (Điều "
            "39, Điều 52 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "Expulsion is for the public security authorities: transfer the file (Arts. 39 "
            "and 52 of the Law on Handling of Administrative Violations)."
        ),
    ),
    "competence.team_heads": (
        (
            "Trưởng đoàn kiểm tra chỉ được xử phạt trong thời hạn kiểm tra; hết thời hạn "
            "phải chuyển hồ sơ (Nghị định số 190/2025/NĐ-CP)."
        ),
        (
            "Heads of check teams may sanction only while the check lasts; afterwards the "
            "file is transferred (Decree 190/2025/NĐ-CP)."
        ),
    ),
    "criminal.signs": (
        (
            "Hành vi có thể có dấu hiệu tội phạm: xem xét chuyển hồ sơ cho cơ quan tiến "
            "hành tố tụng trước khi xử phạt (khoản 2 Điều 4 Nghị định số 283/2026/NĐ-CP; "
            "Điều 62 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "The act may show signs of a crime: consider referral to the prosecuting bodies"
            " before sanctioning (Art. 4(2) of Decree 283/2026/NĐ-CP; Art. 62 of the Law on"
            " Handling of Administrative Violations)."
        ),
    ),
    "source.unconfirmed": (
        "Số liệu của điều khoản này chưa được xác nhận đầy đủ ({confidence}).",
        "The figures of this clause are not fully confirmed ({confidence}).",
    ),
}
