"""One retry worker of the payment notification service. Two of these run at the same time, on two hosts.

What the service gives you:
  service.name                     the name of this worker, such as "retry-1"
  service.limit                    seconds after which a call that has no answer is given up
  service.now()                    the time, in seconds
  service.rows(sql, *values)       rows of a SELECT, as tuples
  service.change(sql, *values)     runs one INSERT, UPDATE or DELETE; gives the number of rows that it changed
  service.send(delivery)           calls the endpoint; gives the HTTP status, or None when there was no answer in time
  service.finish(delivery, state)  takes it out of the queue and writes its last state, "delivered" or "dead", in one transaction

The queue is the table retry (delivery, tries, due_at, held_by, held_until); held_by ('' at first) and held_until (0 at first) are not used by anybody yet.
Every statement is a transaction of its own. A worker can be killed at any moment and is then started again.
"""

from typing import Any

WAIT = 2
"""A failed delivery is tried again after so many limits."""


def work(service: Any) -> bool:
    """Try one delivery again. Says whether there was one to try."""
    due = service.rows("SELECT delivery FROM retry WHERE due_at <= ? ORDER BY due_at LIMIT 1", service.now())
    if not due:
        return False
    delivery = due[0][0]
    status = service.send(delivery)
    if status is not None and 200 <= status < 300:
        service.finish(delivery, "delivered")
    elif status is not None and 400 <= status < 500:
        service.finish(delivery, "dead")  # the receiver does not want it: no use trying again
    else:
        service.change("UPDATE retry SET tries = tries + 1, due_at = ? WHERE delivery = ?", service.now() + WAIT * service.limit, delivery)
    return True
