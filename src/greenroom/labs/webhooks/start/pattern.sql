-- The delivery log of your run, as the table attempt:
--   event, endpoint, worker, started, ended (seconds), status (NULL: no answer in time), outcome
-- and the finance sheet as the table missing (event): paid for, and never received by the shop.
--
-- Find what the missing ones have in common. Give one row for each event, with four columns:
--   event, one worker, another worker, seconds between the starts of their attempts
-- Lay the attempts of one missing event side by side first:  greenroom lab webhooks log

SELECT event, '', '', 0 FROM missing WHERE 0;
