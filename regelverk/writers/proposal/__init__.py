"""A law proposal in Word: the amendment act, the acts as changed, the law mirror, the notes."""
