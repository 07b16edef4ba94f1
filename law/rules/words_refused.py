"""Words of the refusals.

Code of the refusal -> (Vietnamese, English). Read by ``sentences`` only.
"""

REFUSED: dict[str, tuple[str, str]] = {
    "unknown_code": (
        "Không có hành vi vi phạm nào mang mã {code}.",
        "There is no violation with the code {code}.",
    ),
    "law_too_old": (
        "Hành vi tại ngày {on} thuộc văn bản có trước ngày {first}, không có trong danh mục.",
        "The act of {on} falls under law before {first}, which is not in the catalogue.",
    ),
    "other_decree": (
        "Mã {code} không thuộc Nghị định số {instrument}, là văn bản áp dụng cho ngày {on}.",
        "The code {code} does not belong to Decree {instrument}, which applies on {on}.",
    ),
    "not_in_decree": (
        "Nghị định số {instrument}, áp dụng cho ngày {on}, không quy định xử phạt hành vi {code}.",
        "Decree {instrument}, which applies on {on}, does not sanction the act {code}.",
    ),
    "deferred": (
        "Hành vi {code} ({basis}) chưa có hiệu lực thi hành (khoản 3 Điều 66).",
        "The act {code} ({basis}) is not yet in force (Art. 66(3)).",
    ),
    "not_yet": (
        "Hành vi {code} ({basis}) chỉ có hiệu lực từ ngày {since}, sau ngày {on}.",
        "The act {code} ({basis}) is in force only from {since}, after {on}.",
    ),
    "no_longer": (
        "Hành vi {code} ({basis}) chỉ có hiệu lực đến hết ngày {until}, trước ngày {on}.",
        "The act {code} ({basis}) was in force only until {until}, before {on}.",
    ),
    "individuals_only": (
        "Hành vi {code} ({basis}) chỉ do cá nhân thực hiện, không áp dụng cho tổ chức.",
        "The act {code} ({basis}) can only be committed by an individual, not an organisation.",
    ),
    "organisations_only": (
        (
            "Hành vi {code} ({basis}) chỉ do tổ chức thực hiện, không áp dụng cho cá nhân, "
            "hộ kinh doanh."
        ),
        (
            "The act {code} ({basis}) can only be committed by an organisation, not an "
            "individual or a household business."
        ),
    ),
    "missing_workers": (
        "Hành vi {code} ({basis}) cần số người lao động bị vi phạm.",
        "The act {code} ({basis}) needs the number of workers affected.",
    ),
    "missing_units": (
        "Hành vi {code} ({basis}) cần số lượng {unit}.",
        "The act {code} ({basis}) needs the number of units ({unit}).",
    ),
    "missing_base": (
        "Hành vi {code} ({basis}) cần {of}.",
        "The act {code} ({basis}) needs the base amount in VND: {of}.",
    ),
    "workers_and_units": (
        "Số người lao động ({workers}) và số lượng ({units}) mâu thuẫn với nhau.",
        "The number of workers ({workers}) contradicts the number of units ({units}).",
    ),
    "quantity_below_one": (
        "Giá trị {value} của {quantity} không hợp lệ: phải từ 1 trở lên.",
        "The value {value} for {quantity} is not valid: it must be at least 1.",
    ),
    "negative_circumstances": (
        "Số tình tiết tăng nặng, giảm nhẹ không được âm.",
        "The numbers of aggravating and mitigating circumstances must not be negative.",
    ),
    "ended_and_ongoing": (
        "Hành vi không thể vừa đã kết thúc vừa đang được thực hiện.",
        "An act cannot both have ended and be going on.",
    ),
    "ongoing_needs_discovery": (
        "Hành vi đang được thực hiện cần ngày phát hiện.",
        "An act still going on needs the date of its discovery.",
    ),
    "no_act_date": (
        "Cần ngày kết thúc hành vi, hoặc hành vi đang được thực hiện kèm ngày phát hiện.",
        "Give the day the act ended, or that it is going on with the day of its discovery.",
    ),
    "ended_after_discovery": (
        "Ngày phát hiện {on} trước ngày kết thúc hành vi {ended}.",
        "The discovery on {on} is before the end of the act on {ended}.",
    ),
    "minutes_before_act": (
        "Biên bản ngày {minutes} lập trước ngày {act} của hành vi.",
        "The minutes of {minutes} are before the act's date {act}.",
    ),
    "decided_before_minutes": (
        "Quyết định ngày {decided} trước ngày {minutes}.",
        "The decision of {decided} is before {minutes}.",
    ),
    "no_acts": ("Cần ít nhất một hành vi vi phạm.", "At least one act is needed."),
    "no_deadline": (
        "Không có thời hạn {key} áp dụng cho ngày {on}.",
        "There is no time limit {key} for {on}.",
    ),
    "calendar": (
        "Không tính được thời hạn: {reason}.",
        "The time limit cannot be computed: {reason}.",
    ),
}
