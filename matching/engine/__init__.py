"""The matching engine: who should meet whom, why, and how good the plan is. It knows no Django.

problem    the people, their columns, capacities, what is fixed and what must not be
criteria   hard and weighted rules, and the scores they make
solve      the plan, with a proof of its quality
explain    reasons for pairs, alternatives, and what a change would cost at least
evaluation pairs that people chose: what they are worth, what is wrong, what a lock costs
co_mentors who comes along, chosen together with the pairs
files      tables in, plans out
"""
