"""Retry workers as people write them: right ones in different words, and wrong ones with what is wrong about them."""
from __future__ import annotations

ENDING = '''
    status = service.send(delivery)
    if status is not None and 200 <= status < 300:
        service.finish(delivery, "delivered")
    elif status is not None and 400 <= status < 500:
        service.finish(delivery, "dead")
    else:
        service.change("UPDATE retry SET tries = tries + 1, held_by = '', held_until = 0, due_at = ? WHERE delivery = ?", service.now() + 2 * service.limit, delivery)
    return True
'''
CLAIMED = '''
def work(service):
    now = service.now()
    due = service.rows("SELECT delivery FROM retry WHERE due_at <= ? AND held_until <= ? ORDER BY due_at LIMIT 1", now, now)
    if not due:
        return False
    delivery = due[0][0]
    if not service.change("UPDATE retry SET held_by = ?, held_until = ? WHERE delivery = ? AND held_until <= ?", service.name, now + 3 * service.limit, delivery, now):
        return True
''' + ENDING
BY_DUE_TIME = '''
def work(service):
    """The lease is the due time itself."""
    now = service.now()
    for delivery, due_at in service.rows("SELECT delivery, due_at FROM retry WHERE due_at <= ? ORDER BY delivery", now):
        if service.change("UPDATE retry SET due_at = ? WHERE delivery = ? AND due_at = ?", now + 4 * service.limit, delivery, due_at) == 1:
            break
    else:
        return False
''' + ENDING
RETURNING = '''
def work(service):
    now = service.now()
    claimed = service.rows(
        "UPDATE retry SET held_until = ?, held_by = ? WHERE delivery = (SELECT delivery FROM retry WHERE due_at <= ? AND held_until <= ? LIMIT 1) AND held_until <= ? RETURNING delivery",
        now + 3 * service.limit, service.name, now, now, now)
    if not claimed:
        return False
    delivery = claimed[0][0]
''' + ENDING
RIGHT = {"claimed": CLAIMED, "by the due time": BY_DUE_TIME, "returning": RETURNING}

NO_END = CLAIMED.replace("now + 3 * service.limit", "1e12")
TOO_SHORT = CLAIMED.replace("now + 3 * service.limit", "now + service.limit / 5")
CHECK_THEN_ACT = CLAIMED.replace("WHERE delivery = ? AND held_until <= ?\", service.name, now + 3 * service.limit, delivery, now)", "WHERE delivery = ?\", service.name, now + 3 * service.limit, delivery)")
NO_409 = '''
def work(service):
    """Takes the symptom away: 409 is tried again. Two attempts still meet."""
    due = service.rows("SELECT delivery FROM retry WHERE due_at <= ? ORDER BY due_at LIMIT 1", service.now())
    if not due:
        return False
    delivery = due[0][0]
    status = service.send(delivery)
    if status is not None and 200 <= status < 300:
        service.finish(delivery, "delivered")
    else:
        service.change("UPDATE retry SET tries = tries + 1, due_at = ? WHERE delivery = ?", service.now() + 2 * service.limit, delivery)
    return True
'''
GIVES_UP = CLAIMED.replace("        service.change(\"UPDATE retry SET tries = tries + 1", "        service.finish(delivery, 'dead') if True else service.change(\"UPDATE retry SET tries = tries + 1")
WRONG = {
    "a claim without an end": (NO_END, "stranded"), "a claim shorter than the call": (TOO_SHORT, "overlapped"), "check, then act": (CHECK_THEN_ACT, "overlapped"),
    "the symptom": (NO_409, "overlapped"), "gives up": (GIVES_UP, "dropped"),
}
ONE_AT_A_TIME = '''
def work(service):
    """Whoever holds anything holds everything."""
    now = service.now()
    due = service.rows("SELECT delivery FROM retry WHERE due_at <= ? ORDER BY due_at LIMIT 1", now)
    if not due or service.rows("SELECT 1 FROM retry WHERE held_until > ?", now):
        return False
    delivery = due[0][0]
    sql = "UPDATE retry SET held_by = ?, held_until = ? WHERE delivery = ? AND NOT EXISTS (SELECT 1 FROM retry WHERE held_until > ?)"
    if not service.change(sql, service.name, now + 3 * service.limit, delivery, now):
        return True
''' + ENDING
