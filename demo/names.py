"""Words that fictional Vietnamese persons, firms and addresses are made of."""

from __future__ import annotations

from random import Random

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Mai", "Đoàn",
)  # fmt: skip
MIDDLES_M = ("Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Công", "Xuân", "Ngọc", "Gia")
MIDDLES_F = ("Thị", "Thị Ngọc", "Thị Thu", "Kim", "Thanh", "Thị Hồng", "Phương", "Thị Mỹ")
GIVEN_M = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phúc", "Quân",
    "Sơn", "Thắng", "Tuấn", "Vinh",
)  # fmt: skip
GIVEN_F = (
    "Anh", "Chi", "Dung", "Hà", "Hạnh", "Hương", "Lan", "Linh", "Loan", "Mai", "Nga", "Oanh",
    "Phượng", "Thảo", "Trang", "Yến",
)  # fmt: skip
PROPER = (
    "Đại Phát", "Hoàng Long", "Tân Thành", "Minh Quang", "An Khang", "Phú Hưng", "Việt Tiến Đạt",
    "Thiên Ân", "Bình Minh", "Đông Á Châu", "Nam Phương", "Thịnh Vượng", "Trường Sơn", "Sao Mai",
    "Hồng Hà", "Bạch Đằng", "Cửu Long", "Gia Phú", "Hải Đăng", "Kim Ngân", "Lộc Phát", "Mỹ Á",
    "Ngọc Lam", "Phước Lộc", "Quang Vinh", "Sông Xanh", "Tiến Thành", "Vạn Xuân", "Xuân Mai",
    "Yên Bình", "Đức Trí", "Hưng Thịnh", "Khải Hoàn", "Thái Dương", "Đồng Tâm", "Lam Sơn",
    "Nhật Minh", "Phương Đông", "Toàn Cầu", "Ánh Dương",
)  # fmt: skip
EXTRA = ("", "", "", " Việt Nam", " Miền Nam", " Quốc tế", " Hà Nội", " Đồng Nai", " Sài Gòn")
# Syllables of invented proper names: no two firms of a country may be called alike, so that a
# register of its size needs more names than PROPER has.
SYLLABLES = (
    "An", "Anh", "Ân", "Bách", "Bảo", "Bắc", "Bích", "Bình", "Cát", "Châu", "Chí", "Chiến",
    "Cường", "Dũng", "Duy", "Dương", "Đại", "Đạt", "Đăng", "Đình", "Định", "Đoàn", "Đông",
    "Đức", "Gia", "Giang", "Hà", "Hải", "Hạnh", "Hào", "Hiệp", "Hiếu", "Hòa", "Hoàn", "Hoàng",
    "Hồng", "Huy", "Hùng", "Hưng", "Hương", "Khải", "Khang", "Khánh", "Khoa", "Khởi", "Kiên",
    "Kiệt", "Kim", "Kỳ", "Lạc", "Lâm", "Lan", "Lập", "Lộc", "Long", "Lợi", "Lương", "Mai",
    "Mạnh", "Minh", "Mỹ", "Nam", "Nghĩa", "Ngân", "Ngọc", "Nguyên", "Nhân", "Nhật", "Nhất",
    "Như", "Ninh", "Phát", "Phong", "Phú", "Phúc", "Phước", "Phương", "Quân", "Quang", "Quảng",
    "Quốc", "Quý", "Sáng", "Sơn", "Tâm", "Tân", "Tấn", "Tây", "Thái", "Thanh", "Thành", "Thảo",
    "Thắng", "Thiên", "Thiện", "Thịnh", "Thọ", "Thuận", "Thủy", "Thúy", "Tiến", "Tín", "Toàn",
    "Trà", "Trí", "Triều", "Trung", "Trường", "Tú", "Tuấn", "Tùng", "Uy", "Văn", "Vân", "Việt",
    "Vinh", "Vĩnh", "Vũ", "Vượng", "Xuân", "Yên", "Ý",
)  # fmt: skip
STREETS = (
    "Nguyễn Huệ", "Lê Lợi", "Trần Hưng Đạo", "Hùng Vương", "Lý Thường Kiệt", "Cách Mạng Tháng 8",
    "Nguyễn Văn Cừ", "Phan Chu Trinh", "Điện Biên Phủ", "Võ Thị Sáu", "Quốc lộ 1", "Quốc lộ 51",
    "Đường số 3, Khu công nghiệp", "Đường số 7, Khu công nghiệp", "Nguyễn Ái Quốc", "Đồng Khởi",
)  # fmt: skip
# Division of VSIC 2018: what the firms of that trade call themselves, and their usual size.
TRADES: dict[str, tuple[str, int]] = {
    "10": ("Chế biến thực phẩm", 120), "13": ("Dệt", 200), "14": ("May mặc", 350),
    "15": ("Giày da", 500), "16": ("Chế biến gỗ", 140), "17": ("Giấy và bao bì", 90),
    "20": ("Hóa chất", 80), "22": ("Nhựa và cao su", 110), "23": ("Vật liệu xây dựng", 90),
    "24": ("Luyện kim", 150), "25": ("Cơ khí", 70), "26": ("Điện tử", 420),
    "27": ("Thiết bị điện", 160), "31": ("Nội thất", 130), "35": ("Điện lực", 60),
    "38": ("Xử lý môi trường", 45), "41": ("Xây dựng dân dụng", 60),
    "42": ("Xây dựng hạ tầng", 75),
    "43": ("Lắp đặt công trình", 35), "46": ("Thương mại", 20), "47": ("Bán lẻ", 12),
    "49": ("Vận tải", 40), "52": ("Kho bãi và giao nhận", 55), "55": ("Khách sạn", 45),
    "56": ("Nhà hàng", 18), "62": ("Công nghệ phần mềm", 40), "68": ("Bất động sản", 25),
    "78": ("Cung ứng lao động", 60), "80": ("Dịch vụ bảo vệ", 80), "81": ("Dịch vụ vệ sinh", 60),
    "85": ("Đào tạo", 30), "86": ("Phòng khám đa khoa", 35), "96": ("Dịch vụ cá nhân", 6),
}  # fmt: skip
FORM_WORDS = {
    "LLC1": "Công ty TNHH MTV", "LLC2": "Công ty TNHH", "JSC": "Công ty Cổ phần",
    "PRIVATE": "Doanh nghiệp tư nhân", "COOP": "Hợp tác xã",
}  # fmt: skip


def person(random: Random) -> str:
    """A full name."""
    if random.random() < 0.45:
        return f"{random.choice(FAMILIES)} {random.choice(MIDDLES_F)} {random.choice(GIVEN_F)}"
    return f"{random.choice(FAMILIES)} {random.choice(MIDDLES_M)} {random.choice(GIVEN_M)}"


def firm(random: Random, form: str, trade: str, *, rare: bool = False) -> str:
    """A firm's name by legal form and trade; ``rare`` where the whole country needs names."""
    if form == "HOUSEHOLD":
        return f"Hộ kinh doanh {trade} {person(random)}"
    proper = _rare(random) if rare and random.random() < 0.9 else random.choice(PROPER)
    return f"{FORM_WORDS[form]} {trade} {proper}{random.choice(EXTRA)}"


def _rare(random: Random) -> str:
    """Two or three syllables."""
    return " ".join(random.sample(SYLLABLES, 2 if random.random() < 0.3 else 3))


def address(random: Random, ward: str) -> str:
    """A street address in a ward."""
    return f"Số {random.randint(1, 480)} {random.choice(STREETS)}, {ward}"
