"""Workers of a whole register, written in sets: sites, workers, employment, shared places.

Every value follows from the number of the row, so that two runs make the same people.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction

from demo import names
from demo.bulk_tables import without_indexes
from ecms.core.text import fold
from enterprises.models import Flag, SharedPlace, SharedStay, Site, Spell, Worker

MODELS = (Site, Worker, Spell, SharedPlace, SharedStay)
JOBS = ("Công nhân may", "Công nhân lắp ráp", "Công nhân vận hành máy", "Thợ hàn", "Thợ điện",
        "Nhân viên kho", "Nhân viên kiểm tra chất lượng", "Tổ trưởng", "Lái xe",
        "Nhân viên văn phòng", "Bảo vệ", "Nhân viên bán hàng")  # fmt: skip
SHARING_FROM = 100  # workers; smaller firms declare no shifts, housing and buses

# One row a firm: how many of what it has, and how many there were before it.
_FIRMS = """
CREATE TEMP TABLE firm ON COMMIT DROP AS
SELECT id, province_id, ward_id, zone_id, name, address, folded, created_at, workers,
       sum(workers) OVER w - workers AS workers_before,
       sites, sum(sites) OVER w - sites AS sites_before,
       houses, buses, places, sum(places) OVER w - places AS places_before
FROM (SELECT *, CASE WHEN shares THEN 3 + houses + buses ELSE 0 END AS places
      FROM (SELECT e.*, 1 + least(4, workers / 200) AS sites, workers >= %(sharing)s AS shares,
                   (workers + 399) / 400 AS houses, (workers + 349) / 350 AS buses
            FROM enterprises_enterprise e WHERE workers > 0) a) b
WINDOW w AS (ORDER BY id)"""

_SITES = """
INSERT INTO enterprises_site (id, enterprise_id, code, name, address, province_id, ward_id,
    zone_id, is_head_office, phone, caution, opened_on, folded, provenance)
SELECT sites_before + k, id, CASE k WHEN 1 THEN '' ELSE 'CS' || k END,
       CASE k WHEN 1 THEN %(head)s ELSE %(plant)s || ' ' || k END,
       address, province_id, ward_id, zone_id, k = 1, '', '', %(today)s::date - 2000,
       CASE k WHEN 1 THEN %(head_folded)s ELSE 'cs' || k || ' | ' || %(plant_folded)s || ' ' || k
       END || ' | ' || split_part(folded, ' | ', 3),
       jsonb_build_object('*', jsonb_build_object('source', %(source)s::text))
FROM firm CROSS JOIN LATERAL generate_series(1, sites) k"""

_WORKERS = """
INSERT INTO enterprises_worker (id, identity_kind, identity_hash, name, folded, born_on, sex,
    nationality, created_at)
SELECT n, 'CCCD', uuid_send(gen_random_uuid()),
       (%(families)s::text[])[1 + h %% 20] || ' ' || (%(middles)s::text[])[1 + h / 20 %% 18]
           || ' ' || (%(given)s::text[])[1 + h / 360 %% 32],
       (%(families_folded)s::text[])[1 + h %% 20] || ' '
           || (%(middles_folded)s::text[])[1 + h / 20 %% 18] || ' '
           || (%(given_folded)s::text[])[1 + h / 360 %% 32],
       %(today)s::date - 6800 - (h / 11520 %% 15000)::int,
       CASE WHEN h / 20 %% 18 < 8 THEN 'F' ELSE 'M' END, 'VN', %(at)s
FROM (SELECT n, hashint8extended(n, 7) & 9007199254740991 AS h
      FROM generate_series(1, (SELECT sum(workers)::bigint FROM firm)) n) numbered"""

_SPELLS = """
INSERT INTO enterprises_spell (worker_id, enterprise_id, site_id, province_id, started_on,
    ended_on, job_title, contract, contract_until, is_full_time, is_insured, trained_until,
    updated_at)
SELECT workers_before + k, id, sites_before + 1 + k %% sites, province_id,
       %(today)s::date - 120 - (h %% 2900)::int,
       CASE WHEN %(leaving)s AND h / 2900 %% 33 = 0 THEN %(today)s::date - (h / 7 %% 110)::int END,
       (%(jobs)s::text[])[1 + h / 95700 %% 12],
       CASE h / 1148400 %% 5 WHEN 0 THEN 'FIXED' ELSE 'INDEF' END,
       CASE h / 1148400 %% 5 WHEN 0 THEN %(today)s::date - 30 + (h %% 700)::int END,
       true, h / 5742000 %% 10 > 0,
       CASE WHEN h / 13 %% 4 > 0 THEN %(today)s::date - 60 + (h / 17 %% 700)::int END, %(at)s
FROM firm CROSS JOIN LATERAL generate_series(1, workers) k
CROSS JOIN LATERAL (SELECT hashint8extended(workers_before::bigint + k, 11)
                    & 9007199254740991 AS h) hashed"""

# Where some of them worked before; some of the files tell it.
_EARLIER = """
INSERT INTO enterprises_spell (worker_id, enterprise_id, site_id, province_id, started_on,
    ended_on, job_title, contract, is_full_time, is_insured, updated_at)
SELECT later.worker_id, sooner.enterprise_id, sooner.site_id, sooner.province_id,
       later.started_on - 400 - (later.worker_id * 7 %% 1500)::int,
       later.started_on - 1 - (later.worker_id * 3 %% 300)::int, sooner.job_title, 'INDEF',
       true, true, %(at)s
FROM enterprises_spell later
JOIN enterprises_spell sooner ON sooner.worker_id = 1 + later.worker_id * 7919 %% %(total)s
WHERE (later.worker_id %% 3 = 0 OR later.worker_id %% 1000 = 1)
  AND sooner.enterprise_id <> later.enterprise_id
ORDER BY sooner.enterprise_id LIMIT %(earlier)s"""

_PLACES = """
INSERT INTO enterprises_sharedplace (id, enterprise_id, site_id, kind, code, address, ward_id,
    capacity, operator)
SELECT places_before + k, id, sites_before + 1,
       CASE WHEN k <= 3 THEN 'SHIFT' WHEN k <= 3 + houses THEN 'HOUSING' ELSE 'VEHICLE' END,
       CASE WHEN k <= 3 THEN 'Ca ' || k WHEN k <= 3 + houses THEN 'Nhà trọ ' || k - 3
            ELSE 'Xe ' || k - 3 - houses END,
       CASE WHEN k <= 3 THEN '' ELSE address END, ward_id,
       CASE WHEN k <= 3 THEN NULL WHEN k <= 3 + houses THEN 60 ELSE 45 END, ''
FROM firm CROSS JOIN LATERAL generate_series(1, places) k"""

# Everybody has a shift; one in eight lives in a house, another one in eight takes a bus.
_STAYS = """
INSERT INTO enterprises_sharedstay (place_id, worker_id, started_on, ended_on)
SELECT places_before + CASE kind WHEN 1 THEN 1 + k %% 3 WHEN 2 THEN 4 + k / 8 %% houses
                       ELSE 4 + houses + k / 8 %% buses END,
       workers_before + k, %(today)s::date - 30 - k %% 300,
       CASE WHEN k %% 9 = 0 THEN %(today)s::date - k %% 30 END
FROM firm CROSS JOIN LATERAL generate_series(1, workers) k
CROSS JOIN LATERAL (VALUES (1), (2), (3)) kinds (kind)
WHERE places > 0 AND (kind = 1 OR kind = 2 AND k %% 8 = 0 OR kind = 3 AND k %% 8 = 1)"""

_FLAGS = """
INSERT INTO enterprises_flag (enterprise_id, kind, facts, raised_on, note)
SELECT id, 'INSURED_GAP', jsonb_build_object('declared', workers, 'insured', insured),
       insured_on, ''
FROM enterprises_enterprise WHERE insured < workers * 0.6 AND workers >= 20"""


def load(*, earlier: int, leaving: bool, today: date, at: datetime, source: str) -> dict[str, int]:
    """Give every firm of the register its sites, workers and shared places.

    Each worker has one employment that lasts; ``earlier`` employments that have ended are
    spread over a third of them. ``leaving``: one in 33 of the first has ended lately too.
    Returns rows per table. The tables must be empty.
    """
    values = _values(today=today, at=at, source=source) | {
        "earlier": earlier, "leaving": leaving,
    }  # fmt: skip
    made = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_FIRMS, values)
        cursor.execute("ANALYZE firm")
        cursor.execute("SELECT coalesce(sum(workers), 0) FROM firm")
        values["total"] = int(cursor.fetchone()[0])
        with without_indexes(*MODELS):
            for what, sql in (("sites", _SITES), ("workers", _WORKERS), ("employments", _SPELLS),
                              ("earlier employments", _EARLIER), ("shared places", _PLACES),
                              ("stays", _STAYS)):  # fmt: skip
                cursor.execute(sql, values)
                made[what] = cursor.rowcount
        cursor.execute(_FLAGS)
        made["flags"] = cursor.rowcount
        for sql in connection.ops.sequence_reset_sql(no_style(), [*MODELS, Flag]):
            cursor.execute(sql)
    return made


def _values(*, today: date, at: datetime, source: str) -> dict[str, Any]:
    families = list(names.FAMILIES)
    middles = [*names.MIDDLES_F, *names.MIDDLES_M]
    given = [*names.GIVEN_F, *names.GIVEN_M]
    head, plant = "Trụ sở chính", "Nhà máy"
    return {
        "today": today, "at": at, "source": source, "sharing": SHARING_FROM,
        "jobs": list(JOBS), "families": families, "middles": middles, "given": given,
        "families_folded": [fold(word) for word in families],
        "middles_folded": [fold(word) for word in middles],
        "given_folded": [fold(word) for word in given],
        "head": head, "plant": plant, "head_folded": fold(head), "plant_folded": fold(plant),
    }  # fmt: skip
