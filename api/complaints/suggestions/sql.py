"""What is learnt from the words of classified complaints: how many of each cause hold each word."""

from typing import Final

# Rows without a word count complaints: all of them, and those of each cause. Numbers tell no cause,
# nor do common words, which an equals sign marks.
LEARNT: Final = """
    WITH newest AS MATERIALIZED (
        SELECT complaint_id, words FROM complaint_texts
        WHERE valid_until IS NULL AND EXISTS (
            SELECT FROM complaint_points AS point JOIN complaint_causes AS cause
                ON cause.id = point.cause_id
            WHERE point.complaint_id = complaint_texts.complaint_id AND NOT cause.retired
        )
        ORDER BY received_on DESC, complaint_id DESC LIMIT :most
    ), told AS MATERIALIZED (
        SELECT DISTINCT complaint_id, cause_id
        FROM newest JOIN complaint_points USING (complaint_id)
        JOIN complaint_causes AS cause ON cause.id = cause_id
        WHERE NOT cause.retired
    ), said AS MATERIALIZED (
        SELECT complaint_id, lexeme
        FROM newest CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS lexeme
        WHERE lexeme !~ '^([0-9]+$|=)'
    ), known AS MATERIALIZED (
        SELECT lexeme FROM said GROUP BY lexeme HAVING count(*) >= :holders
    )
    SELECT NULL AS cause_id, NULL AS lexeme, count(*) AS complaints FROM newest
    UNION ALL SELECT cause_id, NULL, count(*) FROM told GROUP BY cause_id
    UNION ALL
    SELECT cause_id, lexeme, count(*)
    FROM told JOIN said USING (complaint_id) JOIN known USING (lexeme)
    GROUP BY cause_id, lexeme
"""
PLACES: Final = """
    SELECT lexeme, unnest(positions) AS place FROM unnest(complaint_words(:text))
    WHERE NOT starts_with(lexeme, '=')
"""
