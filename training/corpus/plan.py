"""Plan a batch of answers to be written: who speaks, to which question, how, how well.

    python3 training/corpus/plan.py WRITER COUNT SEED [SHARE OF NOTES [SHARE OF THOSE THAT ARE PLAIN]] > plan.json

Half of a batch is the wide mix (all qualities, all captures); half is planned after people's own preparation notes: plain, uneven,
mostly unmeasured, seldom reflected on. About one answer in six is a second version of the one before it.
"""
import json
import random
import sys

from lists import CAPTURES, CHANGES, FLAWS, NOTE_FLAWS, NOTE_STRENGTHS, QUESTIONS, REASONS, REFITS, STRENGTHS, TEMPERS, TONGUES, TRADES

LEVELS = ["sde1", "sde2", "sde2", "senior", "senior", "manager"]
TIERS = ["very weak", "weak", "mixed", "good", "excellent"]
WIDE = {"tiers": [12, 22, 28, 24, 14], "words": [90, 140, 180, 220, 260, 300, 340, 400, 480]}
NOTES = {"tiers": [14, 34, 34, 14, 4], "words": [85, 100, 130, 150, 170, 190, 220, 260, 320, 420, 520]}
COUNTS = {  # how many flaws and strengths a tier shows
    "very weak": ((4, 5), (0, 1)), "weak": ((3, 4), (0, 2)), "mixed": ((1, 3), (1, 4)), "good": ((0, 2), (3, 6)), "excellent": ((0, 1), (6, 9)),
}


PLAIN = {"tiers": [4, 34, 46, 14, 2], "words": [75, 90, 100, 110, 120, 130, 150, 160, 170, 190, 220, 260, 320]}
"""The commonest of people's own notes: short, on the question, their own acts told plainly, nothing measured, nothing learnt."""
PLAIN_COUNTS = {"very weak": ((3, 4), (0, 0)), "weak": ((2, 3), (0, 1)), "mixed": ((1, 2), (1, 2)), "good": ((1, 1), (2, 4)), "excellent": ((0, 1), (4, 6))}


def sample(rng, pool, low, high):
    wanted = rng.randint(low, high)
    out = []
    for item in rng.sample(pool, len(pool)):
        if item not in out and len(out) < wanted:
            out.append(item)
    return out


def answer(rng, notes, plain=False):
    mix = PLAIN if plain else NOTES if notes else WIDE
    tier = rng.choices(TIERS, mix["tiers"])[0]
    (f_low, f_high), (s_low, s_high) = (PLAIN_COUNTS if plain else COUNTS)[tier]
    flaws = NOTE_FLAWS if plain else NOTE_FLAWS * 2 + FLAWS if notes else FLAWS
    strengths = NOTE_STRENGTHS if plain else NOTE_STRENGTHS * 3 + STRENGTHS if notes else STRENGTHS
    asked_for = rng.choice([k for k in QUESTIONS if k != "any"]) if rng.random() > (0.35 if notes else 0.1) else "any"
    english, _, tongues = rng.choices(TONGUES, [w for _, w, _ in TONGUES])[0]
    return {
        "question": rng.choice(QUESTIONS[asked_for]), "asked_for": asked_for,
        "level": rng.choice(LEVELS) if not notes else rng.choice(["sde1", "sde2", "sde2", "sde2", "senior"]),
        "tier": tier, "capture": rng.choices([c for c, _, _ in CAPTURES], [n if notes else w for _, w, n in CAPTURES])[0],
        "english": english, "tongue": rng.choice(tongues), "trade": rng.choice(TRADES), "temper": rng.choice(TEMPERS),
        "reason": rng.choice(REASONS), "flaws": sample(rng, flaws, f_low, f_high), "strengths": sample(rng, strengths, s_low, s_high),
        "words": rng.choice(mix["words"]), "notes": notes, **({"plain": True} if plain else {}),
    }


def plan(writer, count, seed, notes_share=0.55, plain_share=0.0):
    rng = random.Random(f"{writer}/{seed}")
    out = []
    while len(out) < count:
        i = len(out) + 1
        draw = rng.random()
        if out and "second_version" not in out[-1] and draw < 0.17:
            before = out[-1]
            keep = {k: before[k] for k in ("level", "notes", "english", "capture", "trade")}
            if draw < 0.05:
                other = rng.choice([q for k, qs in QUESTIONS.items() if k != before["asked_for"] for q in qs])
                out.append({"id": f"{writer}-{i:03d}", "question": other, "second_version": rng.choice(REFITS), **keep})
            else:
                out.append({"id": f"{writer}-{i:03d}", "question": before["question"], "second_version": rng.choice(CHANGES), **keep})
        else:
            out.append({"id": f"{writer}-{i:03d}", **answer(rng, rng.random() < notes_share, plain_share > 0 and rng.random() < plain_share)})
    return out


if __name__ == "__main__":
    json.dump(plan(sys.argv[1], int(sys.argv[2]), sys.argv[3], *map(float, sys.argv[4:6])), sys.stdout, indent=1, ensure_ascii=False)
