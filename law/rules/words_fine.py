"""Words for the law applied, the frame and the fine.

Message id -> (Vietnamese, English). Read by ``sentences`` only.
"""

TERMS: dict[str, tuple[str, str]] = {
    "worker": ("người lao động", "worker"),
    "workers": ("người lao động", "workers"),
    "machines": ("máy, thiết bị", "machines"),
    "dossier": ("hồ sơ", "dossier"),
    "SI book": ("sổ bảo hiểm xã hội", "social insurance book"),
    "individual": ("cá nhân", "an individual"),
    "organisation": ("tổ chức", "an organisation"),
    "base": ("số tiền làm căn cứ tính", "the base amount"),
    "units": ("số lượng", "the number of units"),
    "union dues payable at time of minutes": (
        "số tiền kinh phí công đoàn phải đóng tại thời điểm lập biên bản",
        "the union dues payable at the time of the minutes",
    ),
    "late SI amount at time of minutes": (
        "số tiền bảo hiểm xã hội chậm đóng tại thời điểm lập biên bản",
        "the social insurance paid late, at the time of the minutes",
    ),
    "evaded SI amount": ("số tiền bảo hiểm xã hội trốn đóng", "the social insurance evaded"),
    "late UI amount at time of minutes": (
        "số tiền bảo hiểm thất nghiệp chậm đóng tại thời điểm lập biên bản",
        "the unemployment insurance paid late, at the time of the minutes",
    ),
    "evaded UI amount": (
        "số tiền bảo hiểm thất nghiệp trốn đóng",
        "the unemployment insurance evaded",
    ),
    "SI+UI payable at time of minutes": (
        "tổng số tiền phải đóng bảo hiểm xã hội, bảo hiểm thất nghiệp tại thời điểm lập biên bản",
        "the social and unemployment insurance payable at the time of the minutes",
    ),
    "SI benefits misappropriated": (
        "số tiền chế độ bảo hiểm xã hội bị chiếm dụng",
        "the social insurance benefits misappropriated",
    ),
}

LAW: dict[str, tuple[str, str]] = {
    "law.ended_under": (
        (
            "Hành vi kết thúc ngày {on}, khi Nghị định số {instrument} đang có hiệu lực (từ"
            " ngày {since}), nên áp dụng Nghị định này (Điều 67 Nghị định số "
            "283/2026/NĐ-CP)."
        ),
        (
            "The act ended on {on}, when Decree {instrument} was in force (since {since}); "
            "that decree applies (Art. 67 of Decree 283/2026/NĐ-CP)."
        ),
    ),
    "law.ended_before": (
        (
            "Hành vi đã kết thúc ngày {on}, trong thời gian Nghị định số {instrument} còn "
            "hiệu lực (đến hết ngày {until}), nên áp dụng Nghị định đó (Điều 67 Nghị định "
            "số 283/2026/NĐ-CP)."
        ),
        (
            "The act ended on {on}, while Decree {instrument} was still in force (until "
            "{until}); that decree applies (Art. 67 of Decree 283/2026/NĐ-CP)."
        ),
    ),
    "law.ongoing": (
        (
            "Hành vi đang được thực hiện tại ngày {on}, nên áp dụng Nghị định số "
            "{instrument}, có hiệu lực từ ngày {since} (Điều 67 Nghị định số "
            "283/2026/NĐ-CP)."
        ),
        (
            "The act was still going on on {on}; Decree {instrument}, in force since "
            "{since}, applies (Art. 67 of Decree 283/2026/NĐ-CP)."
        ),
    ),
}

FRAME: dict[str, tuple[str, str]] = {
    "frame.fixed_range": (
        "Khung tiền phạt đối với {stated_for}: từ {min_vnd} đến {max_vnd} ({basis}).",
        "The frame for {stated_for} runs from {min_vnd} to {max_vnd} ({basis}).",
    ),
    "frame.bracket": (
        (
            "Vi phạm với {n} {unit} thuộc mức từ {first} đến {last} {unit}; khung tiền phạt"
            " đối với {stated_for}: từ {min_vnd} đến {max_vnd} ({basis})."
        ),
        (
            "{n} {unit} fall into the bracket of {first} to {last}; the frame for "
            "{stated_for} runs from {min_vnd} to {max_vnd} ({basis})."
        ),
    ),
    "frame.bracket_open": (
        (
            "Vi phạm với {n} {unit} thuộc mức từ {first} {unit} trở lên; khung tiền phạt "
            "đối với {stated_for}: từ {min_vnd} đến {max_vnd} ({basis})."
        ),
        (
            "{n} {unit} fall into the bracket of {first} or more; the frame for "
            "{stated_for} runs from {min_vnd} to {max_vnd} ({basis})."
        ),
    ),
    "frame.per_unit": (
        (
            "Phạt đối với {stated_for} từ {min_vnd} đến {max_vnd} tính trên mỗi {unit} "
            "({basis}); với số lượng {n}, khung tiền phạt là từ {from_vnd} đến {to_vnd}."
        ),
        (
            "Fine for {stated_for}: {min_vnd} to {max_vnd} per {unit} ({basis}); for {n}, "
            "the frame runs from {from_vnd} to {to_vnd}."
        ),
    ),
    "frame.percent": (
        (
            "Phạt đối với {stated_for} từ {low}% đến {high}% {of} ({basis}); căn cứ tính là"
            " {base_vnd}, tương ứng từ {from_vnd} đến {to_vnd}."
        ),
        (
            "Fine for {stated_for}: {low}% to {high}% of {of} ({basis}); on a base of "
            "{base_vnd} this is {from_vnd} to {to_vnd}."
        ),
    ),
    "frame.warning": (
        "Hành vi bị xử phạt bằng hình thức cảnh cáo ({basis}).",
        "The act is sanctioned with a warning ({basis}).",
    ),
    "party.doubled": (
        (
            "Mức phạt đối với tổ chức bằng 02 lần mức phạt đối với cá nhân ({article_vi} "
            "Nghị định số {instrument}): từ {from_vnd} đến {to_vnd}."
        ),
        (
            "An organisation pays twice the fine of an individual ({article_en} of Decree "
            "{instrument}): {from_vnd} to {to_vnd}."
        ),
    ),
    "party.not_doubled": (
        (
            "Mức phạt của hành vi này được quy định sẵn cho tổ chức nên không nhân đôi "
            "({article_vi} Nghị định số {instrument}): từ {from_vnd} đến {to_vnd}."
        ),
        (
            "The amounts of this act are already stated for organisations and are not "
            "doubled ({article_en} of Decree {instrument}): {from_vnd} to {to_vnd}."
        ),
    ),
    "party.halved_individual": (
        (
            "Mức phạt được quy định cho tổ chức, bằng 02 lần mức phạt đối với cá nhân "
            "({article_vi} Nghị định số {instrument}), nên mức phạt đối với cá nhân bằng "
            "một phần hai: từ {from_vnd} đến {to_vnd}. Đây là cách hiểu từ nguyên tắc "
            "chung, cần được xác nhận."
        ),
        (
            "The amounts are stated for organisations, which pay twice as much as "
            "individuals ({article_en} of Decree {instrument}), so an individual pays half:"
            " {from_vnd} to {to_vnd}. This reading of the general rule needs confirmation."
        ),
    ),
    "party.halved_household": (
        (
            "Hộ kinh doanh bị xử phạt như cá nhân; mức phạt được quy định cho tổ chức, bằng"
            " 02 lần mức phạt đối với cá nhân ({article_vi} Nghị định số {instrument}), nên"
            " áp dụng một phần hai: từ {from_vnd} đến {to_vnd}. Đây là cách hiểu từ nguyên "
            "tắc chung, cần được xác nhận."
        ),
        (
            "A household business is fined as an individual; the amounts are stated for "
            "organisations, which pay twice as much ({article_en} of Decree {instrument}), "
            "so half applies: {from_vnd} to {to_vnd}. This reading of the general rule "
            "needs confirmation."
        ),
    ),
    "party.individual": (
        (
            "Mức phạt nêu trên là mức phạt đối với cá nhân ({article_vi} Nghị định số "
            "{instrument}): từ {from_vnd} đến {to_vnd}."
        ),
        (
            "The amounts are those for individuals ({article_en} of Decree {instrument}): "
            "{from_vnd} to {to_vnd}."
        ),
    ),
    "party.household": (
        (
            "Hộ kinh doanh bị xử phạt như cá nhân, không nhân đôi ({article_vi} Nghị định "
            "số {instrument}): từ {from_vnd} đến {to_vnd}."
        ),
        (
            "A household business is fined as an individual, not doubled ({article_en} of "
            "Decree {instrument}): {from_vnd} to {to_vnd}."
        ),
    ),
    "cap.doubled": (
        (
            "Mức phạt tối đa của hành vi đối với tổ chức cũng được nhân đôi, là {cap_vnd} "
            "(theo nguyên tắc chung về mức phạt đối với tổ chức; {basis})."
        ),
        (
            "The highest fine of the act is doubled for organisations as well and is "
            "{cap_vnd} (by the general rule on organisations; {basis})."
        ),
    ),
    "cap.reached": (
        (
            "Tiền phạt không được vượt quá {cap_vnd} ({basis}); khung áp dụng là từ "
            "{min_vnd} đến {max_vnd}."
        ),
        (
            "The fine may not exceed {cap_vnd} ({basis}); the frame applied runs from "
            "{min_vnd} to {max_vnd}."
        ),
    ),
    "cap.kept": (
        "Khung tiền phạt không vượt quá mức tối đa {cap_vnd} ({basis}).",
        "The frame stays within the highest fine of {cap_vnd} ({basis}).",
    ),
    "cap.none": (
        "Điều khoản không quy định mức tối đa cho tổng số tiền phạt ({basis}).",
        "The clause states no cap on the total ({basis}).",
    ),
    "cap.field": (
        (
            "Điều khoản không quy định mức tối đa cho tổng số tiền phạt ({basis}) nên áp dụng mức "
            "phạt tiền tối đa của lĩnh vực là {cap_vnd} (Điều 23, Điều 24 Luật Xử lý vi phạm hành "
            "chính); khung áp dụng là từ {min_vnd} đến {max_vnd}."
        ),
        (
            "The clause states no cap on the total ({basis}); the highest fine of the field, "
            "{cap_vnd}, applies (Arts. 23 and 24 of the Law on Handling of Administrative "
            "Violations); the frame applied runs from {min_vnd} to {max_vnd}."
        ),
    ),
}

FINE: dict[str, tuple[str, str]] = {
    "fine.warning": (
        "Hình thức xử phạt là cảnh cáo; không phạt tiền (Điều 22 Luật Xử lý vi phạm hành chính).",
        (
            "The sanction is a warning; there is no fine (Art. 22 of the Law on Handling of"
            " Administrative Violations)."
        ),
    ),
    "fine.offset": (
        (
            "Có {aggravating} tình tiết tăng nặng và {mitigating} tình tiết giảm nhẹ; một "
            "tình tiết giảm nhẹ được giảm trừ một tình tiết tăng nặng (Nghị định số "
            "118/2021/NĐ-CP được sửa đổi bởi Nghị định số 68/2025/NĐ-CP)."
        ),
        (
            "There are {aggravating} aggravating and {mitigating} mitigating circumstances;"
            " they offset each other one for one (Decree 118/2021/NĐ-CP as amended by "
            "Decree 68/2025/NĐ-CP)."
        ),
    ),
    "fine.uncut": (
        (
            "Mức phạt trong khung được xác định trên khung trước khi giới hạn, từ "
            "{from_vnd} đến {to_vnd}; mức tối đa chỉ giới hạn số tiền phạt."
        ),
        (
            "The place in the frame is taken on the frame before that limit, "
            "{from_vnd} to {to_vnd}; the highest fine limits only the sum."
        ),
    ),
    "fine.midpoint": (
        (
            "Không còn tình tiết tăng nặng, giảm nhẹ: áp dụng mức trung bình của khung, "
            "{fine_vnd} (khoản 4 Điều 23 Luật Xử lý vi phạm hành chính, Nghị định số "
            "118/2021/NĐ-CP được sửa đổi bởi Nghị định số 68/2025/NĐ-CP)."
        ),
        (
            "No circumstance remains: the midpoint of the frame applies, {fine_vnd} (Art. "
            "23(4) of the Law on Handling of Administrative Violations; Decree "
            "118/2021/NĐ-CP as amended by Decree 68/2025/NĐ-CP)."
        ),
    ),
    "fine.lower": (
        (
            "Còn 01 tình tiết giảm nhẹ: áp dụng mức trung bình giữa mức tối thiểu và mức "
            "trung bình của khung, {fine_vnd} (khoản 4 Điều 23 Luật Xử lý vi phạm hành "
            "chính, Nghị định số 118/2021/NĐ-CP được sửa đổi bởi Nghị định số "
            "68/2025/NĐ-CP)."
        ),
        (
            "One mitigating circumstance: the midpoint between the minimum and the midpoint"
            " of the frame, {fine_vnd} (Art. 23(4) of the Law on Handling of Administrative"
            " Violations; Decree 118/2021/NĐ-CP as amended by Decree 68/2025/NĐ-CP)."
        ),
    ),
    "fine.minimum": (
        (
            "Còn từ 02 tình tiết giảm nhẹ trở lên: áp dụng mức tối thiểu của khung, "
            "{fine_vnd} (khoản 4 Điều 23 Luật Xử lý vi phạm hành chính, Nghị định số "
            "118/2021/NĐ-CP được sửa đổi bởi Nghị định số 68/2025/NĐ-CP)."
        ),
        (
            "Two or more mitigating circumstances: the minimum of the frame, {fine_vnd} "
            "(Art. 23(4) of the Law on Handling of Administrative Violations; Decree "
            "118/2021/NĐ-CP as amended by Decree 68/2025/NĐ-CP)."
        ),
    ),
    "fine.upper": (
        (
            "Còn 01 tình tiết tăng nặng: áp dụng mức trung bình giữa mức trung bình và mức "
            "tối đa của khung, {fine_vnd} (khoản 4 Điều 23 Luật Xử lý vi phạm hành chính, "
            "Nghị định số 118/2021/NĐ-CP được sửa đổi bởi Nghị định số 68/2025/NĐ-CP)."
        ),
        (
            "One aggravating circumstance: the midpoint between the midpoint and the "
            "maximum of the frame, {fine_vnd} (Art. 23(4) of the Law on Handling of "
            "Administrative Violations; Decree 118/2021/NĐ-CP as amended by Decree "
            "68/2025/NĐ-CP)."
        ),
    ),
    "fine.maximum": (
        (
            "Còn từ 02 tình tiết tăng nặng trở lên: áp dụng mức tối đa của khung, "
            "{fine_vnd} (khoản 4 Điều 23 Luật Xử lý vi phạm hành chính, Nghị định số "
            "118/2021/NĐ-CP được sửa đổi bởi Nghị định số 68/2025/NĐ-CP)."
        ),
        (
            "Two or more aggravating circumstances: the maximum of the frame, {fine_vnd} "
            "(Art. 23(4) of the Law on Handling of Administrative Violations; Decree "
            "118/2021/NĐ-CP as amended by Decree 68/2025/NĐ-CP)."
        ),
    ),
    "fine.capped": (
        "Số tiền tính theo khung chưa giới hạn vượt mức tối đa nên áp dụng mức tối đa {cap_vnd}.",
        "The amount within the uncapped frame reaches the highest fine, so {cap_vnd} applies.",
    ),
    "fine.before_68_2025": (
        (
            "Quyết định trước ngày {since}: cách tính theo số tình tiết của Nghị định số "
            "68/2025/NĐ-CP chưa có hiệu lực, người có thẩm quyền tự quyết định mức tăng, "
            "giảm trong khung."
        ),
        (
            "Decision before {since}: the scheme of Decree 68/2025/NĐ-CP was not yet in "
            "force; how far the fine moves within the frame is for the competent person to "
            "decide."
        ),
    ),
    "total.sum": (
        (
            "Vi phạm {n} hành vi nên bị xử phạt về từng hành vi và cộng lại: tổng mức phạt "
            "{total_vnd} (điểm d khoản 1 Điều 3, Điều 67 Luật Xử lý vi phạm hành chính)."
        ),
        (
            "There are {n} acts; each is sanctioned and the fines are added: {total_vnd} in"
            " total (Arts. 3(1)(d) and 67 of the Law on Handling of Administrative "
            "Violations)."
        ),
    ),
}
