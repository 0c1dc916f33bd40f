"""What the corpus plan draws from: questions, trades, tongues, ways of writing, flaws and strengths.

Widened from the first kit so that the corpus reaches ordinary people's own notes: questions of many companies, bare topics in
place of questions, trades far from software, and flaws as they stand in notes that nobody edited.
"""

QUESTIONS = {
    "Customer Obsession": [
        "Tell me about a time you turned an unhappy customer around.",
        "Describe a difficult client and what you did.",
        "When did you push back on what a customer asked for?",
        "Tell me about a time you noticed a customer need nobody had voiced.",
        "Give an example of excellent service you gave.",
        "Tell me about a time you had to choose between two customers.",
    ],
    "Ownership": [
        "Tell me about something you fixed that was not yours to fix.",
        "Describe a time you saw something going wrong at work and stepped in.",
        "When have you taken responsibility for somebody else's mistake?",
        "Tell me about a project you carried from start to finish.",
        "Tell me about a commitment that became harder than you expected.",
        "Give me an example of showing initiative.",
    ],
    "Invent and Simplify": [
        "Tell me about a process you improved.",
        "Describe the most creative solution you have come up with.",
        "Tell me about something you automated.",
        "When did you remove a step that everyone thought was needed?",
        "Tell me about an idea of yours that was turned down at first.",
    ],
    "Are Right, A Lot": [
        "Tell me about a hard decision you had to make.",
        "Describe a time your instinct said one thing and the data another.",
        "Tell me about a time you changed your mind.",
        "When did you make a bad call, and what came of it?",
        "How did you decide between two options that both looked good?",
    ],
    "Learn and Be Curious": [
        "Tell me about a time you had to learn something fast.",
        "Describe a time you worked with a tool or subject you knew nothing about.",
        "What have you learnt lately outside your job, and how did you use it?",
        "Tell me about a time you asked a question that nobody had asked.",
    ],
    "Hire and Develop the Best": [
        "Tell me about a time you helped a colleague to grow.",
        "Describe how you dealt with someone who was underperforming.",
        "Tell me about training a new person.",
        "When did you give someone work that was above their level?",
        "Tell me about a time you had to let someone go.",
    ],
    "Insist on the Highest Standards": [
        "Tell me about a time you were not satisfied with good enough.",
        "Describe a time you found a mistake that others had passed over.",
        "When did you send work back?",
        "Tell me about a time you improved the quality of something your team makes.",
    ],
    "Think Big": [
        "Tell me about the most ambitious thing you have tried.",
        "Describe a time you convinced others of a long-term plan.",
        "When did you look beyond your own task to the bigger picture?",
    ],
    "Bias for Action": [
        "Tell me about a time you had to act before you were ready.",
        "Describe an emergency at work and your part in it.",
        "When did waiting cost too much?",
        "Tell me about a risk you took.",
    ],
    "Frugality": [
        "Tell me about a time you saved your employer money.",
        "Describe a time you had to make do.",
        "When did you get something done with no budget?",
    ],
    "Earn Trust": [
        "Tell me about a disagreement with a coworker.",
        "Describe a time you received hard feedback.",
        "Tell me about working with somebody whose style was different from yours.",
        "Tell me about a time you had to admit a mistake to someone who mattered.",
        "Describe a conflict in your team and how it ended.",
        "Tell me about a time you had to work with someone difficult.",
    ],
    "Dive Deep": [
        "Tell me about a problem that took you a long time to understand.",
        "Describe the most difficult bug or fault you have dealt with.",
        "When did a small detail turn out to matter?",
        "Tell me about a time you had to get the facts behind a number.",
        "Describe a challenging project you worked on.",
    ],
    "Have Backbone, Disagree and Commit": [
        "Tell me about a time you said no to your boss.",
        "Describe a time you spoke up when it was uncomfortable.",
        "When did you go along with a decision you thought was wrong?",
        "Tell me about an unpopular opinion you held at work.",
    ],
    "Deliver Results": [
        "Tell me about a goal you reached.",
        "Describe a time you failed.",
        "Tell me about a time you had too much to do.",
        "Describe a time priorities changed in the middle of the work.",
        "Tell me about your proudest achievement.",
        "Tell me about a time you missed a target.",
        "Describe a time you worked under pressure.",
        "Tell me about a time you led a project.",
    ],
    "Strive to be Earth's Best Employer": [
        "Tell me about a time you looked after someone on your team.",
        "Describe something you did to make people feel included.",
        "When did you make the work of others less miserable?",
    ],
    "Success and Scale Bring Broad Responsibility": [
        "Tell me about a time you worried about a side effect of your work.",
        "Describe a time you did what was right although it was inconvenient.",
        "When did you think about people outside your company?",
    ],
    "any": [
        "Conflict with a colleague", "Leadership", "Working under pressure?", "Teamwork", "A failure", "Biggest challenge",
        "Time management", "Greatest strength?", "Adaptability", "How do you handle deadlines?", "Difficult customer",
        "How do you deal with change?", "Problem solving", "Going the extra mile", "Communication", "Negotiation",
        "How do you handle criticism?", "Motivation (what drives you, example)", "Attention to detail", "A mistake you made",
        "Influence without authority", "Working with ambiguity", "Handling competing priorities", "Persistence",
        "Why should we trust you with a team?", "What is your biggest weakness?", "How do you organise your work?",
        "Tell me about yourself at your best.", "Tell me about your last project.", "Decision making",
    ],
}

TRADES = [
    "backend development", "embedded or firmware", "front-end web", "mobile apps", "QA and test", "data engineering", "machine learning",
    "network and Linux administration", "help desk", "ERP consulting", "game studio", "internship", "university group project",
    "open-source library", "hardware bring-up with a contract manufacturer", "telecoms field work", "semiconductor test", "robotics club",
    "bakery", "hotel front desk", "restaurant kitchen", "supermarket", "call centre", "insurance sales", "bank branch", "accountancy",
    "payroll", "nursing ward", "dental practice", "pharmacy", "care home", "paramedic", "primary school", "language school", "tutoring",
    "library", "museum", "charity shop", "food bank volunteer", "sports coaching", "army or navy", "police administration", "town council",
    "tax office", "warehouse", "parcel delivery", "trucking dispatch", "shipyard", "construction site", "electrician", "plumbing firm",
    "machine shop", "chemical plant", "car repair", "farm", "vet practice", "architecture office", "translation bureau", "newspaper",
    "film set", "music teaching", "wedding photography", "real estate", "recruitment agency", "law office", "legal aid", "travel agency",
    "airline ground crew", "rail operations", "energy utility", "water works", "research lab", "biotech bench", "clinical trials",
    "startup, third employee", "family business", "raising a family or private life", "product management", "scrum master", "UX design",
    "marketing", "e-commerce operations", "procurement", "security operations", "site reliability", "database administration",
    "DevOps at an outsourcing firm", "payments", "medical devices", "automotive supplier", "space or satellite project",
]

TONGUES = [
    ("native", 34, ["American", "British", "Irish", "Australian", "Canadian"]),
    ("regional", 8, ["Yorkshire", "Glasgow", "Southern US", "African American English", "Indian English", "Singapore English", "Nigerian English"]),
    ("non-native", 30, ["German", "Polish", "Hindi", "Telugu", "Mandarin", "Spanish", "Portuguese", "Turkish", "Korean", "French", "Ukrainian"]),
    ("non-native, frequent slips", 28, ["Russian", "Mandarin", "Haitian Creole", "Arabic", "Vietnamese", "Brazilian Portuguese", "Japanese", "Bengali", "Persian", "Italian", "Hungarian", "Tagalog"]),
]

# (capture style, weight in the wide mix, weight in the mix of people's own notes)
CAPTURES = [
    ("typed prose", 20, 8),
    ("spoken transcript with fillers, false starts and self-corrections, punctuated as a speech recogniser would", 14, 3),
    ("spoken transcript, fluent, punctuated", 9, 4),
    ("spoken transcript with almost no punctuation and lower case", 9, 1),
    ("notes in fragments, no section labels", 8, 8),
    ("prose with the four section labels written out", 7, 10),
    ("personal preparation notes, plain paragraphs, a bit rambling", 6, 16),
    ("plain typed paragraph, unedited", 6, 16),
    ("answer written out after a STAR guide, section by section, one paragraph each, the labels left out", 6, 16),
    ("long achievement sentences as in a CV or a promotion document, often without a subject", 4, 12),
    ("typed answer memorised for saying aloud, simple sentences", 3, 8),
    ("bullet points under STAR headings", 3, 8),
    ("a general statement of how one is, then a short example", 2, 10),
    ("over-polished, corporate", 3, 5),
    ("a reply in a chat with an interviewer, short paragraphs", 3, 2),
]

TEMPERS = [
    "dry", "anxious to please", "proud", "tired", "blunt", "cheerful", "modest to a fault", "formal", "chatty", "in a hurry", "bitter about that job",
    "earnest", "unsure what counts", "salesman-like", "careful", "absent-minded", "used to writing reports", "used to talking, not writing",
]
REASONS = [
    "wrote it the night before", "copied the pattern of a guide", "has told it many times", "never told it before", "a mentor asked for it",
    "filling a preparation sheet with twenty questions, this is one", "wants it short", "thinks longer is better", "dictated it on a walk",
    "thinks the facts speak for themselves", "fears bragging", "was told to use the company's own words", "is leaving a bad job", "first job hunt",
]

FLAWS = [
    "uses 'we' for most actions so that the own part is invisible", "hands the problem to someone else at the decisive moment", "result with no number at all",
    "a number without any baseline or unit", "long background before the problem appears", "generic reflection (e.g. communication matters)",
    "no reflection at all", "vague actions (worked on, looked into, helped with)", "no ending: trails off before the outcome",
    "answers in general or hypothetical terms instead of one event", "describes a habit, no single event", "blames another person or team",
    "does not actually answer the question asked (the story fits a different one)", "jargon-heavy, unclear why it mattered", "passive voice hides the actor",
    "over-claims without support", "much too short", "wanders off", "result is the team's mood only", "was simply assigned the work, and did it",
    "numbers everywhere but none about the outcome", "ends with a moral instead of a result", "restates the question or praises itself", "watched others solve it",
    "claims credit for a group's result in one line", "several half-stories instead of one", "the problem is never made clear", "advice to others instead of a story",
    "one great number and no ownership", "result told as 'completed successfully', 'on time'", "actions listed as buzzwords (aligned stakeholders, drove synergy)",
    "the stakes are missing", "thanks the boss for the outcome", "no reasons given for any step",
]
NOTE_FLAWS = [  # what people's own notes lack most often, drawn more often there
    "result with no number at all", "no reflection at all", "was simply assigned the work, and did it", "vague actions (worked on, looked into, helped with)",
    "result told as 'completed successfully', 'on time'", "no reasons given for any step", "the stakes are missing", "generic reflection (e.g. communication matters)",
    "result is the team's mood only", "result with no number at all", "no reflection at all",
]
STRENGTHS = [
    "says explicitly that it was nobody's job or not their area", "before-and-after metric", "money or customer effect with size", "pattern later adopted by other teams",
    "explains alternatives and why this one", "names the obstacle and how people were convinced", "reflection specific to the story",
    "reflection that names a systemic or organisational cause", "says what they did differently afterwards with an example",
    "credits others precisely while keeping own part clear", "admits a mistake plainly", "concise situation with stakes", "how the result was measured",
    "a result sized in words (halved, from a week to a day)", "something stayed in the own team afterwards", "answers for the outcome though the task was assigned",
    "names who gains, without a number", "went on after the fix: followed up, checked it held", "a sequence of steps that a colleague could repeat",
    "decided on their own to do it", "one clear reason for the main choice",
]
NOTE_STRENGTHS = [
    "a sequence of steps that a colleague could repeat", "names who gains, without a number", "one clear reason for the main choice", "concise situation with stakes",
    "answers for the outcome though the task was assigned", "decided on their own to do it", "something stayed in the own team afterwards",
]
CHANGES = [  # a second version of the answer just before, one thing changed and the rest kept word for word where it can be
    "the measured result is taken out (outcome in plain words only)", "the decisive act is now done by somebody else while the speaker watches or waits",
    "the reflection is now generic", "a specific reflection is added at the end", "a measured change against a baseline is added",
    "the speaker's acts are now told as 'we'", "a scope boundary is added (whose job it was, nobody asked)", "alternatives and the reason for the choice are added",
    "the concrete steps are now vague", "an effect on customers or money, with its size, is added", "others adopted it later: added",
    "retold in another English (a non-native speaker's), same facts", "retold as bare notes, same facts", "retold as an unpunctuated speech transcript, same facts",
    "long background put in front", "the same story told as a habit ('I usually ...')",
]
REFITS = ["the very same text, letter for letter, under a question that it does not answer", "the very same text, letter for letter, under a question that it answers only at one point"]
